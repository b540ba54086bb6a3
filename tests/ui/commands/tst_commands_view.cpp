#include "tests/ui/commands/command_rig.h"
#include "ui/commands/commands_view.h"
#include "ui/commands/dispatch_form.h"
#include "ui/commands/dispatch_page.h"
#include "ui/commands/risk_card.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestCommandsView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_rig = std::make_unique<fake::CommandRig>();
        open();
    }
    void cleanup() { m_view.reset(); }

    void asksNothingWhileItIsHidden()
    {
        m_view->prepare(fake::scaleCheckout());
        emit m_rig->desk.changed();
        QTest::qWait(300);
        QVERIFY(m_rig->desk.measured.empty());
        QVERIFY(m_rig->desk.queries.empty());
        show();
        QTRY_COMPARE(m_rig->desk.measured.size(), std::size_t(1));
    }

    void aCommandFromElsewhereOpensTheFormFilledIn()
    {
        show();
        m_view->showPage(CommandsView::History);
        m_view->prepare(fake::scaleCheckout());
        QCOMPARE(m_view->currentPage(), CommandsView::Dispatch);
        const CommandDraft &draft = m_view->findChild<DispatchForm *>()->draft();
        QCOMPARE(draft.target, u"Deployment shop/checkout"_s);
        QCOMPARE(draft.parameter(u"replicas"_s), u"6"_s);
        QVERIFY(m_rig->desk.sent.empty());
    }

    void aCommandOfAnotherViewIsShown()
    {
        show();
        m_view->showCommand(u"cmd-01J9F41LED002"_s);
        QCOMPARE(m_view->currentPage(), CommandsView::Dispatch);
        auto *table = page()->findChild<QTableView *>(u"recentTable"_s);
        QCOMPARE(table->currentIndex().row(), 5);
        m_view->showCommand(u"cmd-01050"_s); // long ago
        QCOMPARE(m_view->currentPage(), CommandsView::History);
        auto *past = m_view->findChild<QTableView *>(u"historyTable"_s);
        QTRY_COMPARE(past->currentIndex().row(), 56);
    }

    void aProposalOfAnotherViewIsShownAmongTheApprovals()
    {
        show();
        const auto board = m_rig->desk.board();
        m_view->showCommand(
            kProposalPrefix.toString() + QString::number(board->proposals.front().id));
        QCOMPARE(m_view->currentPage(), CommandsView::Approvals);
        auto *table = m_view->findChild<QTableView *>(u"proposalTable"_s);
        QTRY_COMPARE(table->currentIndex().row(), 0);
    }

    void aStepThatWaitsForASecondPersonLeadsToItsApproval()
    {
        show();
        m_view->showPage(CommandsView::Runbooks);
        auto *open = m_view->findChild<QPushButton *>(u"openRunApproval"_s);
        QVERIFY(open->isHidden()); // its step runs
        console::CommandBoard board = *m_rig->desk.board();
        board.runs.front().steps.back().state = "proposed";
        board.runs.front().steps.back().proposal = board.proposals.front().id;
        m_rig->desk.publish(board);
        QVERIFY(!open->isHidden());
        QTest::mouseClick(open, Qt::LeftButton);
        QCOMPARE(m_view->currentPage(), CommandsView::Approvals);
        auto *table = m_view->findChild<QTableView *>(u"proposalTable"_s);
        QTRY_COMPARE(table->currentIndex().row(), 0);
    }

    void aRunThatWasDeclinedSaysSoInASentence()
    {
        show();
        m_view->showPage(CommandsView::Runbooks);
        auto *why = m_view->findChild<QLabel *>(u"runResult"_s);
        QVERIFY(why->isHidden());
        console::CommandBoard board = *m_rig->desk.board();
        board.runs.front().state = RunbookRun::State::Failed;
        board.runs.front().resultCode = "declined";
        board.runs.front().steps.back().state = "declined";
        m_rig->desk.publish(board);
        QVERIFY(!why->isHidden());
        QVERIFY2(why->text().contains(u"second person declined"_s), qPrintable(why->text()));
        QVERIFY(m_view->findChild<QPushButton *>(u"openRunApproval"_s)->isHidden());
    }

    void pagesCountWhatTheyHold()
    {
        QCOMPARE(tab(CommandsView::Runbooks)->text(), u"Runbooks 6"_s);
        QCOMPARE(tab(CommandsView::Approvals)->text(), u"Approvals 1"_s);
        console::CommandBoard board = *m_rig->desk.board();
        board.proposals.clear();
        m_rig->desk.publish(board);
        QCOMPARE(tab(CommandsView::Approvals)->text(), u"Approvals"_s);
    }

    void theRoleIsToldWithWhatItMayDo()
    {
        auto *role = m_view->findChild<QLabel *>(u"commandsRole"_s);
        QVERIFY(role->text().contains(u"scale, restart"_s));
        m_rig->access.become(Role::Viewer);
        m_rig->desk.forbidden = {u"scale"_s, u"restart"_s, u"update_image"_s, u"delete_pod"_s,
            u"cordon"_s, u"uncordon"_s, u"delete"_s, u"apply_manifests"_s};
        emit m_rig->access.changed();
        QVERIFY(role->text().contains(u"may not change anything"_s));
    }

    void digitsTurnThePagesEvenInATable()
    {
        show();
        auto *table = page()->findChild<QTableView *>(u"recentTable"_s);
        QTest::keyClick(table, Qt::Key_2);
        QCOMPARE(m_view->currentPage(), CommandsView::History);
        QTest::keyClick(m_view.get(), Qt::Key_4);
        QCOMPARE(m_view->currentPage(), CommandsView::Approvals);
        QTest::keyClick(m_view.get(), Qt::Key_1);
        QCOMPARE(m_view->currentPage(), CommandsView::Dispatch);
        QTest::keyClick(m_view->findChild<QLineEdit *>(u"dispatchReason"_s), Qt::Key_2);
        QCOMPARE(m_view->currentPage(), CommandsView::Dispatch); // typed, not meant
    }

    void keysLeadOnFromTheSelectedCommand()
    {
        show();
        QSignalSpy events(m_view.get(), &View::objectActivated);
        QSignalSpy mesh(m_view.get(), &View::serviceActivated);
        auto *table = page()->findChild<QTableView *>(u"recentTable"_s);
        table->setCurrentIndex(table->model()->index(3, 0)); // scale checkout, improved
        QTest::keyClick(table, Qt::Key_E);
        QTest::keyClick(table, Qt::Key_M);
        QCOMPARE(events.size(), 1);
        QCOMPARE(mesh.size(), 1);
        QTest::keyClick(table, Qt::Key_C);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"checkout"_s);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"kubectl scale deployment/checkout"_s);
        QTest::keyClick(table, Qt::Key_I);
        QCOMPARE(m_view->findChild<DispatchForm *>()->draft().parameter(u"replicas"_s), u"4"_s);
        QTest::keyClick(table, Qt::Key_A);
        QCOMPARE(m_view->findChild<DispatchForm *>()->draft().parameter(u"replicas"_s), u"6"_s);
    }

    void aProposalLeadsToItsApproval()
    {
        show();
        auto *table = page()->findChild<QTableView *>(u"recentTable"_s);
        table->setCurrentIndex(table->model()->index(2, 0)); // after what is in flight
        auto *leads = page()->findChild<QPushButton *>(u"openApproval"_s);
        QVERIFY(!leads->isHidden());
        leads->click();
        QCOMPARE(m_view->currentPage(), CommandsView::Approvals);
    }

    void everythingIsReachableByTabAndHasAName()
    {
        show();
        for (int page = 0; page < CommandsView::PageCount; ++page) {
            m_view->showPage(static_cast<CommandsView::Page>(page));
            for (const QWidget *widget : m_view->findChildren<QWidget *>()) {
                const bool isField = widget->inherits("QLineEdit") || widget->inherits("QComboBox")
                    || widget->inherits("QTableView") || widget->inherits("QPlainTextEdit");
                if (!isField || widget->objectName().startsWith(u"qt_"_s))
                    continue;
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
                QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(widget->objectName()));
            }
        }
    }

    void escapeUndoesOneLayerAtATime()
    {
        show();
        m_view->prepare(fake::scaleCheckout());
        QTest::keyClick(m_view.get(), Qt::Key_1);
        page()->findChild<QPushButton *>(u"dispatch"_s)->click();
        QTRY_VERIFY(!page()->findChild<RiskCard *>()->isHidden());
        QVERIFY(m_view->escape());
        QVERIFY(page()->findChild<RiskCard *>()->isHidden());
        QVERIFY(!m_view->escape());
    }

    void paintsInEveryThemeAndSize_data()
    {
        QTest::addColumn<ThemeName>("name");
        QTest::addColumn<QSize>("size");
        QTest::newRow("dark-small") << ThemeName::Dark << QSize(1134, 718);
        QTest::newRow("light-large") << ThemeName::Light << QSize(1774, 998);
        QTest::newRow("high-contrast") << ThemeName::HighContrast << QSize(1000, 620);
        if (!qEnvironmentVariableIsSet("BINNACLE_GRAB"))
            return;
        QTest::newRow("light-small") << ThemeName::Light << QSize(1134, 718);
        QTest::newRow("dark-large") << ThemeName::Dark << QSize(1774, 998);
    }
    void paintsInEveryThemeAndSize()
    {
        QFETCH(ThemeName, name);
        QFETCH(QSize, size);
        m_view.reset(); // what exists is restyled piece by piece
        m_theme->setName(name);
        open();
        m_view->resize(size);
        show();
        m_view->prepare(fake::scaleCheckout());
        QTRY_COMPARE(m_rig->desk.measured.size(), std::size_t(1));
        picture(u"dispatch"_s, size);
        m_rig->desk.risk = CommandRisk::TypeName;
        page()->findChild<QPushButton *>(u"dispatch"_s)->click();
        QTRY_VERIFY(!page()->findChild<RiskCard *>()->isHidden());
        picture(u"card"_s, size);
        QVERIFY(m_view->escape());
        m_view->showPage(CommandsView::History);
        picture(u"history"_s, size);
        m_view->showPage(CommandsView::Runbooks);
        picture(u"runbooks"_s, size);
        m_view->showPage(CommandsView::Approvals);
        picture(u"approvals"_s, size);
        m_view.reset();
        m_theme->setName(ThemeName::Dark);
    }

private:
    void open()
    {
        m_view = std::make_unique<CommandsView>(m_rig->services());
        m_view->resize(1134, 720);
        m_view->setCluster({"prod-eu"});
    }

    QPushButton *tab(int page)
    {
        return m_view->findChild<QPushButton *>(u"commandsPage-%1"_s.arg(page));
    }
    QWidget *page() { return m_view->findChild<DispatchPage *>(); }
    void show()
    {
        QShowEvent shown; // grab() lays out and paints but does not show
        QCoreApplication::sendEvent(m_view.get(), &shown);
    }
    // Also written to the directory BINNACLE_GRAB names, for a person to look at.
    void picture(const QString &name, QSize size)
    {
        const QString directory = qEnvironmentVariable("BINNACLE_GRAB");
        if (!directory.isEmpty())
            QTest::qWait(60); // for all answers
        const QPixmap grabbed = m_view->grab();
        QCOMPARE(grabbed.size(), size * m_view->devicePixelRatio());
        if (directory.isEmpty())
            return;
        const QString row = QString::fromLatin1(QTest::currentDataTag());
        QVERIFY(grabbed.save(QDir(directory).filePath(u"commands-%1-%2.png"_s.arg(name, row))));
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::CommandRig> m_rig;
    std::unique_ptr<CommandsView> m_view;
};

QTEST_MAIN(TestCommandsView)
#include "tst_commands_view.moc"
