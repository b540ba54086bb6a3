#include "tests/support/fake_console.h"
#include "tests/support/fake_slo_feed.h"
#include "tests/ui/recorded_actions.h"
#include "ui/slo/share_list.h"
#include "ui/slo/slo_detail_pane.h"
#include "ui/slo/slo_view.h"
#include "ui/slo/spec_review.h"
#include "ui/slo/target_editor.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/state_panel.h"

#include <QAbstractItemModelTester>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestSloView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_slo = std::make_unique<fake::SloFeed>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_time = std::make_unique<TimeSelection>();
        m_view = std::make_unique<SloView>(
            SloServices{.slo = *m_slo, .estate = *m_estate, .time = *m_time});
        m_view->resize(1280, 760);
    }

    void cleanup() { m_view.reset(); }

    void asksNothingWhileItIsHidden()
    {
        m_slo->announce();
        QTest::qWait(20);
        QVERIFY(m_slo->boards.empty());
    }

    void theExampleOfTheFilterFitsIntoASmallWindow()
    {
        m_view->resize(1132, 736); // of the view within a window of 1280 x 800
        m_view->grab();
        const auto *edit = m_view->findChild<QWidget *>(u"sloFilter"_s)->findChild<QLineEdit *>();
        QVERIFY(edit);
        const QString example = edit->placeholderText();
        QVERIFY(!example.isEmpty());
        const int room = edit->width() - edit->textMargins().left() - edit->textMargins().right();
        const int needed = edit->fontMetrics().horizontalAdvance(example);
        QVERIFY2(room > needed + 12, qPrintable(u"%1 of %2"_s.arg(room).arg(needed)));
    }

    void noButtonIsCutInANarrowWindow()
    {
        auto *import = m_view->findChild<QPushButton *>(u"sloImport"_s);
        for (const int width : {812, 1132}) { // of windows of 960 and 1280
            m_view->resize(width, 536);
            m_view->grab();
            QVERIFY(width < 1000 || import->isVisibleTo(m_view.get()));
            for (const QPushButton *button :
                import->parentWidget()->findChildren<QPushButton *>()) {
                if (button->isVisibleTo(m_view.get()))
                    QVERIFY2(
                        button->width() >= button->sizeHint().width(), qPrintable(button->text()));
            }
        }
    }

    void showsTheWorstBudgetFirstAndItsDetail()
    {
        show();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        QCOMPARE(table().model()->index(0, 0).data().toString(), u"shop.example.com/checkout"_s);
        QTRY_VERIFY(!m_slo->details.empty());
        QCOMPARE(m_slo->details.back().subject.domain, std::string("shop.example.com/checkout"));
        auto *burns = m_view->findChild<QTableView *>(u"burnTable"_s);
        QTRY_COMPARE(burns->model()->rowCount(), 4);
        QVERIFY(burns->model()
                    ->index(0, BurnTableModel::StateColumn)
                    .data()
                    .toString()
                    .startsWith(u"firing"_s));
        QCOMPARE(burns->model()->index(2, BurnTableModel::StateColumn).data().toString(),
            u"too few requests"_s);
    }

    void selectingAnotherRowAsksForItsDetail()
    {
        show();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        table().setCurrentIndex(table().model()->index(2, 0));
        QTRY_COMPARE(m_slo->details.back().subject.domain, std::string("api.example.com"));
    }

    void everythingIsAskedAsOfTheInstant()
    {
        show();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        const Timestamp then = m_time->instant() - std::chrono::hours(3);
        m_time->setAsOf(then);
        QTRY_COMPARE(m_slo->boards.back().at, then);
        QTRY_COMPARE(m_slo->details.back().range.to, then);
    }

    void theFilterNarrowsAndSaysSoWhenNothingIsLeft()
    {
        show();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        const QAbstractItemModelTester tester(table().model());
        auto *filter = m_view->findChild<FilterBar *>(u"sloFilter"_s);
        m_view->focusFilter();
        QTest::keyClicks(filter->focusProxy(), u"api"_s);
        QTRY_COMPARE(table().model()->rowCount(), 1);
        QVERIFY(!filter->applyText(u"budgt<20%"_s)); // the last one stays
        QVERIFY(filter->message().contains(u"budget"_s));
        QCOMPARE(table().model()->rowCount(), 1);
        QVERIFY(filter->applyText(u"name=api.example.com and requests>=0"_s));
        QCOMPARE(table().model()->rowCount(), 1);
        QVERIFY(filter->applyText(u"nonsense"_s));
        QCOMPARE(table().model()->rowCount(), 0);
        QVERIFY(m_view->findChild<StatePanel *>()->title().contains(u"nonsense"_s));
        QVERIFY(m_view->escape());
        QCOMPARE(table().model()->rowCount(), 4);
    }

    void theMenuOffersWhatCanBeDoneToTheWorkloadBehind()
    {
        fake::RecordedActions actions;
        m_view->setObjectActions(&actions);
        show();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        table().setCurrentIndex(table().model()->index(0, 0));
        emit table().customContextMenuRequested(
            table().visualRect(table().model()->index(0, 0)).center());
        auto *menu = m_view->findChild<QMenu *>(u"sloMenu"_s);
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 3);
        QCOMPARE(actions.offered.size(), std::size_t{1});
        QCOMPARE(actions.offered.front().kind, std::string("Deployment"));
        menu->close();
        m_view->setObjectActions(nullptr);
    }

    void withoutAnyIncrementsItSaysHowToGetSome()
    {
        m_slo->setEmpty(true);
        show();
        auto *state = m_view->findChild<StatePanel *>();
        QTRY_COMPARE(state->title(), u"No service levels yet"_s);
    }

    void aFailureIsShownAndTheOldBoardStays()
    {
        show();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        m_slo->failWith(Error{ErrorCode::Corrupt, "the rows of May cannot be read"});
        m_view->refresh();
        QCOMPARE(table().model()->rowCount(), 4);
    }

    void aNewTargetIsTriedOnHistoryBeforeItIsSaved()
    {
        show();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        QTest::keyClick(m_view.get(), Qt::Key_E, Qt::ControlModifier);
        auto *editor = m_view->findChild<TargetEditor *>();
        QVERIFY(!editor->isHidden());
        QTRY_VERIFY(editor->effectText().contains(u"paged"_s));
        editor->findChild<QDoubleSpinBox *>()->setValue(99.5);
        QTRY_COMPARE(m_slo->effects.back().availability, 99.5);
        const auto buttons = editor->findChildren<QPushButton *>();
        const auto save = std::ranges::find(buttons, u"Save"_s, &QPushButton::text);
        QVERIFY(save != buttons.end());
        (*save)->click();
        QTRY_COMPARE(m_slo->saved.size(), std::size_t(1));
        QCOMPARE(m_slo->saved.front().availability, 99.5);
        QTRY_VERIFY(editor->isHidden());
    }

    void anImportSetsOnlyWhatIsChecked()
    {
        show();
        auto *review = m_view->findChild<SpecReview *>();
        review->review(u"objectives.yaml"_s, {"prod-eu"});
        QTRY_COMPARE(review->checkedCount(), 1); // the other one matches nothing known
        const auto buttons = review->findChildren<QPushButton *>();
        buttons.front()->click();
        QTRY_COMPARE(m_slo->saved.size(), std::size_t(1));
        QCOMPARE(m_slo->saved.front().host, std::string("shop.example.com"));
    }

    void enterLeadsToTheServiceInTheMeshAndEToItsEvents()
    {
        show();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        QSignalSpy mesh(m_view.get(), &View::serviceActivated);
        QSignalSpy events(m_view.get(), &View::objectActivated);
        emit table().activated(table().model()->index(0, 0));
        QCOMPARE(mesh.size(), 1);
        QCOMPARE(mesh.front().at(1).value<ServiceRef>().name, std::string("checkout"));
        QTest::keyClick(m_view.get(), Qt::Key_E);
        QCOMPARE(events.size(), 1);
    }

    void trendsCanBeReadAsNumbers()
    {
        show();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        auto *pane = m_view->findChild<SloDetailPane *>();
        QVERIFY(!pane->showsTables());
        QTest::keyClick(m_view.get(), Qt::Key_T, Qt::ControlModifier);
        QVERIFY(pane->showsTables());
        auto *numbers = m_view->findChild<QTableView *>(u"sloTrendTable"_s);
        QTRY_COMPARE(numbers->model()->rowCount(), 72);
    }

    void paintsInEveryThemeAndSize_data()
    {
        QTest::addColumn<ThemeName>("name");
        QTest::addColumn<QSize>("size");
        QTest::newRow("dark") << ThemeName::Dark << QSize(1132, 700);
        QTest::newRow("light") << ThemeName::Light << QSize(1772, 980);
        QTest::newRow("high contrast") << ThemeName::HighContrast << QSize(1000, 600);
    }
    void paintsInEveryThemeAndSize()
    {
        QFETCH(ThemeName, name);
        QFETCH(QSize, size);
        m_theme->setName(name);
        m_view->resize(size);
        show();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        QCOMPARE(m_view->grab().size(), size * m_view->devicePixelRatio());
        m_theme->setName(ThemeName::Dark);
    }

private:
    QTableView &table() { return *m_view->findChild<QTableView *>(u"sloTable"_s); }
    void show()
    {
        QShowEvent shown; // grab() lays out and paints but does not show
        QCoreApplication::sendEvent(m_view.get(), &shown);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::SloFeed> m_slo;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<SloView> m_view;
};

QTEST_MAIN(TestSloView)
#include "tst_slo_view.moc"
