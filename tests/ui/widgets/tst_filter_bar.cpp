#include "tests/support/fake_console.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/filter_popup.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

#include <cstdlib>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using State = console::FilterCheck::State;

class TestFilterBar : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->resize(700, 400);
        m_bar = new FilterBar([this](const QString &text) { return m_feed.check(text); },
            [this](const QString &text, qsizetype at) { return m_feed.complete(text, at); },
            m_window.get());
        m_bar->setGeometry(10, 10, 680, 32);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_bar->focusText();
        m_edit = m_bar->findChild<QLineEdit *>();
    }
    void cleanup() { m_window.reset(); }

    void appliesAValidFilterOnEnterInItsNormalForm()
    {
        QSignalSpy applied(m_bar, &FilterBar::applied);
        QTest::keyClicks(m_edit, u"reason=BackOff"_s);
        QCOMPARE(applied.size(), 0);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(applied.size(), 1);
        QCOMPARE(applied[0][0].toString(), u"reason = \"BackOff\""_s);
        QCOMPARE(m_bar->appliedText(), applied[0][0].toString());
    }

    void appliesNothingWhileInvalidAndSaysWhy()
    {
        QVERIFY(m_bar->applyText(u"reason=BackOff"_s));
        QSignalSpy applied(m_bar, &FilterBar::applied);
        m_edit->clear();
        QTest::keyClicks(m_edit, u"reasn=x"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(applied.size(), 0);
        QCOMPARE(m_bar->state(), State::Invalid);
        QCOMPARE(m_bar->message(), u"unknown field \"reasn\" — did you mean reason?"_s);
        QCOMPARE(m_bar->appliedText(), u"reason = \"BackOff\""_s);
        QCOMPARE(m_edit->property("state").toString(), u"invalid"_s);
    }

    void overATableAValidTextAppliesItselfWhenTypingPauses()
    {
        m_bar->setAppliesWhileTyping(true);
        QSignalSpy applied(m_bar, &FilterBar::applied);
        QSignalSpy entered(m_bar, &FilterBar::entered);
        QTest::keyClicks(m_edit, u"reason=BackOff"_s);
        QCOMPARE(applied.size(), 0); // not half of it
        QTRY_COMPARE(applied.size(), 1);
        QCOMPARE(applied[0][0].toString(), u"reason = \"BackOff\""_s);
        QVERIFY(m_bar->history().isEmpty()); // Enter remembers
        QTest::keyClicks(m_edit, u" and reasn=x"_s);
        QTest::qWait(400);
        QCOMPARE(applied.size(), 1); // the last valid one keeps working
        QCOMPARE(m_bar->state(), State::Invalid);
        QCOMPARE(entered.size(), 0);
        m_edit->clear();
        QTest::keyClicks(m_edit, u"reason=Pulled"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(entered.size(), 1);
        QCOMPARE(applied.size(), 2);
        QTest::qWait(350);
        QCOMPARE(applied.size(), 2); // not twice
    }

    void anotherLanguageChecksAnewAndAppliesNothing()
    {
        QVERIFY(m_bar->applyText(u"reason=BackOff"_s));
        QSignalSpy applied(m_bar, &FilterBar::applied);
        m_bar->setLanguage({.check = [](const QString &) {
            return console::FilterCheck{.state = State::Invalid, .message = u"no"_s};
        }});
        QCOMPARE(m_bar->state(), State::Invalid);
        QCOMPARE(applied.size(), 0);
    }

    void coloursFieldsAndValuesWithoutTouchingTheText()
    {
        const auto shown = [this] { return m_edit->grab().toImage(); };
        m_edit->setText(u"reason BackOff"_s);
        const QImage words = shown();
        const auto has = [](const QImage &image, const QColor &color) {
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (std::abs(pixel.red() - color.red()) < 40
                        && std::abs(pixel.green() - color.green()) < 40
                        && std::abs(pixel.blue() - color.blue()) < 40)
                        return true;
                }
            }
            return false;
        };
        m_edit->setText(u"reason=\"BackOff\""_s);
        const QImage condition = shown();
        QVERIFY(has(condition, theme().palette().okText));
        QVERIFY(!has(words, theme().palette().okText));
        QCOMPARE(m_edit->text(), u"reason=\"BackOff\""_s);
        QTest::keyClick(m_edit, Qt::Key_Home);
        QTest::keyClicks(m_edit, u"x "_s);
        QCOMPARE(m_edit->text(), u"x reason=\"BackOff\""_s);
        QCOMPARE(m_edit->cursorPosition(), 2);
        m_edit->undo();
        QCOMPARE(m_edit->text(), u"reason=\"BackOff\""_s);
    }

    void checksWhileTyping()
    {
        QTest::keyClicks(m_edit, u"reason="_s);
        QTRY_COMPARE(m_bar->state(), State::Incomplete);
        const auto labels = m_bar->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(
            labels, [](QLabel *label) { return label->text() == u"incomplete"; }));
    }

    void escapeClearsOneLayerAtATime()
    {
        QVERIFY(m_bar->applyText(u"reason=BackOff"_s));
        QSignalSpy applied(m_bar, &FilterBar::applied);
        QVERIFY(m_bar->escape());
        QCOMPARE(applied.size(), 1);
        QVERIFY(applied[0][0].toString().isEmpty());
        QVERIFY(!m_bar->escape());
    }

    void offersCompletionsAndTakesTheMarkedOne()
    {
        QTest::keyClicks(m_edit, u"nam"_s);
        // The popup moves into the window when it is first needed.
        const auto suggestions = [this] {
            const auto *list = m_window->findChild<QListWidget *>();
            return list ? list->count() : 0;
        };
        QTRY_COMPARE(suggestions(), 2);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_bar->text(), u"namespace"_s);
    }

    void upOpensTheHistory()
    {
        QVERIFY(m_bar->applyText(u"reason=BackOff"_s));
        QVERIFY(m_bar->applyText(u"kind=Pod"_s));
        QCOMPARE(m_bar->history(), (QStringList{u"kind=Pod"_s, u"reason=BackOff"_s}));
        QVERIFY(m_bar->applyText({}));
        QTest::keyClick(m_edit, Qt::Key_Up);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_bar->text(), u"reason=BackOff"_s);
    }

    void countsMatches()
    {
        QLocale::setDefault(QLocale::English);
        m_bar->setMatchCount(312, 48'201);
        QCOMPARE(m_bar->findChild<QLabel *>(u"filterCount"_s)->text(), u"312 of 48,201"_s);
        m_bar->setMatchCount(std::nullopt, std::nullopt);
        QVERIFY(m_bar->findChild<QLabel *>(u"filterCount"_s)->text().isEmpty());
    }

    void survivesItsWindowAndItsPopup()
    {
        QTest::keyClicks(m_edit, u"reasn=x"_s);
        QTRY_COMPARE(m_bar->state(), State::Invalid);
        QVERIFY(m_window->findChild<FilterPopup *>());
        delete m_bar; // the popup lives in the window and goes with the bar
        QVERIFY(!m_window->findChild<FilterPopup *>());
    }

private:
    std::unique_ptr<Theme> m_theme;
    fake::EventFeed m_feed;
    std::unique_ptr<QWidget> m_window;
    FilterBar *m_bar = nullptr;
    QLineEdit *m_edit = nullptr;
};

QTEST_MAIN(TestFilterBar)
#include "tst_filter_bar.moc"
