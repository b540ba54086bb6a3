#include "core/topology/layered_layout.h"
#include "tests/support/paint_count.h"
#include "tests/ui/mesh/mesh_view_test.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/state_panel.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

// What its keys, its mouse and its feed do to it.
class TestMeshView : public MeshViewTest
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init() { start(); }
    void cleanup() { m_view.reset(); }

    void fiveThousandServicesStartFoldedAndSayHowMany()
    {
        m_mesh->setServices(5'000);
        m_mesh->setDrawing([](const MeshGraph &graph, const console::MeshQuestion &question) {
            return topology::layoutGraph(
                graph, {.folded = question.folded, .unfolded = question.unfolded});
        });
        m_view->resize(1776, 1016);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QTRY_VERIFY(!canvas().scene().isEmpty());
        const auto &nodes = canvas().scene().nodes();
        std::size_t services = 0;
        for (const MeshSceneNode &node : nodes) {
            QVERIFY2(node.isFolded, node.id.c_str());
            const auto inside = canvas().scene().picture()->layout.places[node.place].nodes.size();
            QVERIFY(node.subtitle.contains(QString::number(inside)));
            services += inside;
        }
        QCOMPARE(services, std::size_t(5'000));
        const QString caption = m_view->findChild<QLabel *>(u"meshCaption"_s)->text();
        QVERIFY2(caption.contains(u"folded"_s), qPrintable(caption));
        shoot(u"many-folded"_s, 300);
        // One of them unfolds, the others stay as they are.
        const std::string ns = nodes.front().selection.ns;
        const auto before = nodes.size();
        canvas().setSelection(MeshSelection::ofNamespace(ns));
        emit canvas().picked(MeshSelection::ofNamespace(ns));
        QTest::keyClick(&canvas(), Qt::Key_X);
        QTRY_VERIFY(canvas().scene().nodes().size() > before);
    }

    void oneKeyLeadsToTheEventsAndOneToTheBudget()
    {
        qRegisterMetaType<ScopedObject>();
        present();
        m_view->showService(ClusterId{"prod-eu"}, {"data", "payments-db"});
        QSignalSpy events(m_view.get(), &View::objectActivated);
        QSignalSpy slo(m_view.get(), &View::sloActivated);
        QTest::keyClick(&canvas(), Qt::Key_E);
        QCOMPARE(events.size(), 1);
        const auto object = events[0][1].value<ScopedObject>();
        QCOMPARE(object.scope, EventScope::WorkloadTree);
        QCOMPARE(object.object, (ResourceRef{"StatefulSet", "data", "payments-db"}));
        QTest::keyClick(&canvas(), Qt::Key_B);
        QCOMPARE(slo.size(), 1);
        const auto subject = slo[0][0].value<SloSubject>();
        QCOMPARE(subject.text(), std::string("data/payments-db"));
        QCOMPARE(subject.cluster, ClusterId{"prod-eu"});
        QTest::keyClick(&canvas(), Qt::Key_Return);
        QCOMPARE(events.size(), 2);
    }

    void escapeUndoesOneLayerAtATime()
    {
        present();
        m_time->setAsOf(m_mesh->incident() + std::chrono::minutes(30));
        m_view->showService(ClusterId{"prod-eu"}, {"shop", "checkout"});
        QTest::mouseDClick(&canvas(), Qt::LeftButton, {},
            canvas()
                .viewport()
                .toWidget(canvas().scene().nodes()[checkout()].box.center())
                .toPoint());
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(5)); // and what it calls
        auto *filter = m_view->findChild<FilterBar *>(u"meshFilter"_s);
        QVERIFY(filter->applyText(u"pay"_s));
        QVERIFY(m_view->escape()); // the filter
        QVERIFY(filter->text().isEmpty());
        QVERIFY(m_view->escape()); // the selection
        QVERIFY(m_view->escape()); // the neighbourhood
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(13));
        QVERIFY(m_time->asOf().has_value());
        QVERIFY(m_view->escape()); // the past
        QVERIFY(!m_time->asOf());
        QVERIFY(!m_view->escape());
    }

    void whatIsHiddenIsCountedAndComesBack()
    {
        present();
        m_view->showService(ClusterId{"prod-eu"}, {"shop", "checkout"});
        auto *counter = m_view->findChild<QPushButton *>(u"meshHidden"_s);
        QVERIFY(!counter->isVisibleTo(m_view.get()));
        QTest::keyClick(&canvas(), Qt::Key_H);
        QCOMPARE(canvas().scene().nodes().size(), std::size_t(12));
        QVERIFY(counter->text().contains(u'1'));
        counter->click();
        QCOMPARE(canvas().scene().nodes().size(), std::size_t(13));
    }

    void pinsAreRememberedForTheNextRun()
    {
        present();
        m_view->showService(ClusterId{"prod-eu"}, {"data", "redis"});
        QTest::keyClick(&canvas(), Qt::Key_P);
        QVERIFY(isPinned("data/redis"));
        newView();
        present();
        QVERIFY(isPinned("data/redis"));
        m_view->showService(ClusterId{"prod-eu"}, {"data", "redis"});
        QTest::keyClick(&canvas(), Qt::Key_P); // lets go
        QVERIFY(!isPinned("data/redis"));
        QTest::keyClick(&canvas(), Qt::Key_Z);
        QVERIFY(isPinned("data/redis"));
    }

    void marksAreWhatTheNextActionIsAbout()
    {
        present();
        m_view->showService(ClusterId{"prod-eu"}, {"shop", "checkout"});
        QTest::keyClick(&canvas(), Qt::Key_Space);
        m_view->showService(ClusterId{"prod-eu"}, {"data", "redis"});
        QTest::keyClick(&canvas(), Qt::Key_Space);
        QTest::keyClick(&canvas(), Qt::Key_C);
        QCOMPARE(clipboardLines(), QStringList({u"data/redis"_s, u"shop/checkout"_s}));
        QTest::keyClick(&canvas(), Qt::Key_H);
        QCOMPARE(canvas().scene().nodes().size(), std::size_t(11));
        QTest::keyClick(&canvas(), Qt::Key_Z);
        QCOMPARE(canvas().scene().nodes().size(), std::size_t(13));
        // Esc clears marks before it lets go of the selection.
        m_view->showService(ClusterId{"prod-eu"}, {"shop", "checkout"});
        QTest::keyClick(&canvas(), Qt::Key_Space);
        QVERIFY(m_view->escape());
        QTest::keyClick(&canvas(), Qt::Key_C);
        QCOMPARE(clipboardLines(), QStringList{u"shop/checkout"_s});
    }

    void keysCopyTheNamespaceTheNumbersAndTheRow()
    {
        present();
        m_view->showService(ClusterId{"prod-eu"}, {"shop", "checkout"});
        QTest::keyClick(&canvas(), Qt::Key_N);
        QCOMPARE(clipboardLines(), QStringList{u"shop"_s});
        QTest::keyClick(&canvas(), Qt::Key_Y);
        const QJsonObject json
            = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
        QCOMPARE(json[u"service"_s].toString(), u"shop/checkout"_s);
        QCOMPARE(json[u"status"_s].toString(), u"critical"_s);
        QVERIFY(json[u"errorRate"_s].toDouble() > 5 && json[u"p95"_s].toDouble() > 1'000);
        QTest::keyClick(&canvas(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(clipboardLines().value(0).count(u'\t'), 3);
        QTest::keyClick(&canvas(), Qt::Key_D);
        QVERIFY(!canvas().hasFocus());
        QVERIFY(m_view->escape());
        QVERIFY(canvas().hasFocus());
    }

    void everyKeyOfTheCheatSheetWithALetterActs()
    {
        const auto help = meshKeyHelp();
        for (const MeshKey key : {MeshKey::Pin, MeshKey::CopyJson, MeshKey::CopyNamespace,
                 MeshKey::Details, MeshKey::Undo, MeshKey::Hide, MeshKey::CopyName}) {
            const bool isListed = std::ranges::any_of(help, [&](const View::KeyHelp &line) {
                const QString letter = line.keys.toLower();
                const QKeyEvent event(QEvent::KeyPress, 0, {}, letter);
                return letter.size() == 1 && meshKeyOf(event) == key;
            });
            QVERIFY2(isListed, qPrintable(QString::number(static_cast<int>(key))));
        }
    }

    void searchingMarksAndEnterSelects()
    {
        present();
        m_view->focusFilter();
        auto *filter = m_view->findChild<FilterBar *>(u"meshFilter"_s);
        QTest::keyClicks(filter->focusProxy(), u"recom"_s);
        QTest::keyClick(filter->focusProxy(), Qt::Key_Return);
        QTRY_COMPARE(m_view->findChild<QLabel *>(u"meshServiceName"_s)->text(), u"recommender"_s);
        QCOMPARE(filter->text(), u"recom"_s); // stays until Esc
        QVERIFY(!filter->applyText(u"eror_rate > 1%"_s));
        QVERIFY(filter->message().contains(u"error_rate"_s));
        QVERIFY(filter->applyText(u"status = critical or ns = data"_s));
        QVERIFY(m_view->escape());
        QVERIFY(filter->text().isEmpty());
    }

    void graphAndTablesShareOneSelection()
    {
        present();
        m_view->findChild<QPushButton *>(u"meshTableSwitch"_s)->click();
        auto *services = m_view->findChild<QTableView *>(u"meshServiceTable"_s);
        QVERIFY(services->isVisibleTo(m_view.get()));
        services->setCurrentIndex(services->model()->index(0, 0));
        QCOMPARE(m_view->findChild<QLabel *>(u"meshServiceName"_s)->text(),
            services->model()->index(0, 0).data().toString());
        QTest::keyClick(services, Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(!services->isVisibleTo(m_view.get()));
    }

    void aFailureIsSaidAndTheGraphStays()
    {
        present();
        m_mesh->failWith(Error{ErrorCode::Unavailable, "the store is away"});
        m_view->refresh();
        QTRY_VERIFY(m_view->findChild<Banner *>(u"meshFailure"_s)->isVisibleTo(m_view.get()));
        QCOMPARE(canvas().scene().nodes().size(), std::size_t(13));
        m_mesh->failWith({});
        m_view->refresh();
        QTRY_VERIFY(!m_view->findChild<Banner *>(u"meshFailure"_s)->isVisibleTo(m_view.get()));
    }

    void aSilentClusterIsSaidAndItsMeshDimmed()
    {
        present();
        m_view->setCluster(ClusterId{"edge-lab"});
        auto *silence = m_view->findChild<Banner *>(u"meshSilence"_s);
        QTRY_VERIFY(silence->isVisibleTo(m_view.get()));
        QVERIFY(silence->text().contains(u"edge-lab"_s));
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(13));
        shoot(u"silent"_s);
    }

    void saysWhichEmptyStateItIs()
    {
        m_mesh->setContent(fake::MeshFeed::Content::NeverCollected);
        m_view->resize(1136, 736);
        m_view->show();
        auto *state = m_view->findChild<StatePanel *>();
        QTRY_VERIFY(state->title().contains(u"No metrics yet from prod-eu"_s));
        shoot(u"never"_s);
        m_mesh->setContent(fake::MeshFeed::Content::NoTraffic);
        m_view->refresh();
        QTRY_VERIFY(state->title().contains(u"No traffic in 5 m"_s));
        m_mesh->setContent(fake::MeshFeed::Content::Healthy);
        m_view->refresh();
        QTRY_COMPARE(canvas().scene().nodes().size(), std::size_t(13));
        m_view->findChild<QPushButton *>(u"meshOnlyTrouble"_s)->click();
        // fraud-check is new, which is worth a look; the rest is healthy.
        QVERIFY(canvas().scene().nodes().size() < 13);
    }

    void picturesAreExportedWithoutBlocking()
    {
        present();
        QTemporaryDir folder;
        for (QAction *action : m_view->paletteActions()) {
            if (!action->text().contains(u"export as"_s))
                continue;
            action->trigger();
            auto *dialog = m_view->findChild<QFileDialog *>();
            QVERIFY(dialog);
            QVERIFY(!dialog->isModal());
            const QString path
                = folder.filePath(dialog->selectedFiles().value(0).section(u'/', -1));
            emit dialog->fileSelected(path);
            QTRY_VERIFY2(QFileInfo(path).size() > 10, qPrintable(path));
            delete dialog;
        }
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 5);
    }

    void theNewsOfNowPaintNothingOfThePast()
    {
        present();
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_time->setAsOf(m_mesh->incident() + std::chrono::minutes(30));
        testkit::PaintCount painted(*m_view);
        m_view->update();
        QVERIFY(painted.settle());
        const int before = painted.count();
        QVERIFY(before > 0); // it counts
        m_estate->publish(*m_estate->estate());
        QVERIFY(painted.settle());
        QCOMPARE(painted.count(), before);
        m_time->leaveAsOf();
        QVERIFY(painted.settle());
        QVERIFY(painted.count() > before);
    }

    void ofAllClustersItNamesTheOneItShows()
    {
        present();
        m_view->setCluster({});
        auto *choice = m_view->findChild<QToolButton *>(u"meshClusterChoice"_s);
        QTRY_VERIFY(choice->isVisibleTo(m_view.get()));
        QCOMPARE(choice->menu()->actions().size(), 4);
        QSignalSpy activated(m_view.get(), &View::clusterActivated);
        choice->menu()->actions().front()->trigger();
        QCOMPARE(activated.size(), 1);
    }

private:
    std::size_t checkout()
    {
        return canvas().scene().nodeOf(MeshSelection::of(ServiceRef{"shop", "checkout"})).value();
    }

    bool isPinned(const std::string &id)
    {
        const auto &nodes = canvas().scene().nodes();
        const auto node = std::ranges::find(nodes, id, &MeshSceneNode::id);
        return node != nodes.end() && node->isPinned;
    }

    static QStringList clipboardLines()
    {
        QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        lines.sort();
        return lines;
    }
};

QTEST_MAIN(TestMeshView)
#include "tst_mesh_view.moc"
