#include "tests/support/fake_console.h"
#include "tests/support/fake_source_desk.h"
#include "ui/settings/settings_view.h"
#include "ui/settings/source_form.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestSettingsView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_desk = std::make_unique<fake::SourceDesk>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_view = std::make_unique<SettingsView>(
            SettingsServices{.sources = *m_desk, .estate = *m_estate});
        m_view->resize(1132, 700);
    }

    void cleanup() { m_view.reset(); }

    void anEndpointIsAddedAndListed()
    {
        QCOMPARE(table().model()->rowCount(), 0);
        m_view->paletteActions().front()->trigger();
        fill(u"http://127.0.0.1:9/metrics"_s);
        button(u"saveSource"_s).click();
        QTRY_COMPARE(table().model()->rowCount(), 1);
        QTRY_VERIFY(form().isHidden());
        QCOMPARE(m_desk->states.front().source.location, std::string("http://127.0.0.1:9/metrics"));
    }

    void aTestSaysWhatIsUsedAndWhatIsIgnoredAndWhy()
    {
        m_view->paletteActions().front()->trigger();
        fill(u"http://127.0.0.1:9/metrics"_s);
        button(u"testSource"_s).click();
        QTRY_VERIFY2(form().outcome().contains(u"3 service"_s), qPrintable(form().outcome()));
        const auto *families = form().findChild<QTableWidget *>();
        QCOMPARE(families->rowCount(), 2);
        QVERIFY(families->item(0, 1)->text().contains(u"used"_s));
        QCOMPARE(families->item(1, 3)->text(), u"not about requests"_s);
        QVERIFY(m_desk->states.empty()); // a test keeps nothing
    }

    void whyATestFailedIsSaidAndTheFormStays()
    {
        m_view->paletteActions().front()->trigger();
        fill(u"http://127.0.0.1:9/metrics"_s);
        m_desk->error = Error{ErrorCode::Timeout, "no complete answer within 5000 ms"};
        button(u"testSource"_s).click();
        QTRY_VERIFY(form().outcome().contains(u"5000 ms"_s));
        QVERIFY(!form().isHidden());
    }

    void whatCannotBeIsRefusedWithTheField()
    {
        m_view->paletteActions().front()->trigger();
        fill({});
        button(u"saveSource"_s).click();
        QTRY_VERIFY2(form().outcome().contains(u"location"_s), qPrintable(form().outcome()));
    }

    void escapeClosesTheFormWithoutSaving()
    {
        m_view->paletteActions().front()->trigger();
        fill(u"http://127.0.0.1:9/metrics"_s);
        QVERIFY(m_view->escape());
        QVERIFY(form().isHidden());
        QVERIFY(m_desk->states.empty());
        QVERIFY(!m_view->escape());
    }

    void removingTakesTwoSteps()
    {
        m_desk->save({.location = "http://a/metrics", .cluster = {"prod"}}).waitForFinished();
        QTRY_COMPARE(table().model()->rowCount(), 1);
        emit table().activated(table().model()->index(0, 0));
        const auto buttons = form().findChildren<QPushButton *>();
        const auto remove = std::ranges::find(buttons, u"Remove"_s, &QPushButton::text);
        (*remove)->click();
        QCOMPARE(m_desk->states.size(), std::size_t(1));
        const auto really = std::ranges::find_if(
            buttons, [](const QPushButton *one) { return one->text().startsWith(u"Really"_s); });
        (*really)->click();
        QTRY_VERIFY(m_desk->states.empty());
    }

private:
    QTableView &table() { return *m_view->findChild<QTableView *>(u"sourceTable"_s); }
    SourceForm &form() { return *m_view->findChild<SourceForm *>(); }
    QPushButton &button(const QString &name) { return *form().findChild<QPushButton *>(name); }
    void fill(const QString &location)
    {
        form().findChildren<QLineEdit *>().front()->setText(location);
        form().findChild<QComboBox *>()->setCurrentText(u"prod-eu"_s);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::SourceDesk> m_desk;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<SettingsView> m_view;
};

QTEST_MAIN(TestSettingsView)
#include "tst_settings_view.moc"
