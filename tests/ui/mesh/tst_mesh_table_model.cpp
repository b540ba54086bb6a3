#include "tests/support/fake_mesh_feed.h"
#include "ui/mesh/mesh_table_model.h"
#include "ui/mesh/mesh_tables.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestMeshTableModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void rowsComeAndGoWithoutAReset()
    {
        for (const auto about : {MeshTableModel::About::Services, MeshTableModel::About::Calls}) {
            MeshTableModel model(about);
            const QAbstractItemModelTester tester(
                &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
            QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
            model.showPicture(at(kNow - 35min).get()); // before fraud-check
            const int before = model.rowCount();
            const QPersistentModelIndex kept = model.index(3, 0);
            const QString name = kept.data().toString();
            model.showPicture(at(kNow).get());
            QCOMPARE(model.rowCount(), before + 1);
            QVERIFY(kept.isValid());
            QCOMPARE(kept.data().toString(), name);
            QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
            model.showPicture(at(kNow).get());
            QCOMPARE(changed.size(), 0); // the same numbers change nothing
            model.showPicture(nullptr);
            QCOMPARE(model.rowCount(), 0);
            QCOMPARE(resets.size(), 0);
        }
    }

    void sortKeysAreNumbers()
    {
        MeshTableModel model(MeshTableModel::About::Services);
        model.showPicture(at(kNow).get());
        const int row = model.rowOf(MeshSelection::of(ServiceRef{"shop", "checkout"}));
        QVERIFY(row >= 0);
        int found = 0;
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex cell = model.index(row, column);
            if (cell.data().toString() == u"1.48 s"_s) {
                QCOMPARE(qRound(cell.data(MeshTableModel::SortRole).toDouble()), 1'480);
                ++found;
            }
        }
        QCOMPARE(found, 1);
    }

    void whatIsGoneIsStillListedWhenComparing()
    {
        fake::MeshFeed feed(kNow);
        const TimeRange past{kNow - 40min, kNow - 35min};
        const auto picture
            = *feed.picture({.range = past, .compare = TimeRange{kNow - 5min, kNow}}, {}).result();
        MeshTableModel model(MeshTableModel::About::Services);
        model.showPicture(picture.get());
        QVERIFY(model.rowOf(MeshSelection::of(ServiceRef{"pay", "fraud-check"})) >= 0);
    }

    void theTablesShareOneSelectionAndSortTheWorstFirst()
    {
        MeshTables tables;
        tables.showPicture(at(kNow).get());
        auto *services = tables.findChild<MeshTable *>(u"meshServiceTable"_s);
        auto *calls = tables.findChild<MeshTable *>(u"meshCallTable"_s);
        QCOMPARE(services->model()->index(0, 2).data().toString(), u"critical"_s);
        QSignalSpy picked(&tables, &MeshTables::picked);
        tables.setSelection(MeshSelection::of(ServiceRef{"data", "redis"}));
        QCOMPARE(services->currentIndex().siblingAtColumn(0).data().toString(), u"redis"_s);
        QCOMPARE(picked.size(), 0); // shown, not chosen
        calls->setCurrentIndex(calls->model()->index(1, 0));
        QCOMPARE(picked.size(), 1);
        QCOMPARE(picked[0][0].value<MeshSelection>().kind, MeshSelection::Kind::Edge);
        const QAbstractItemModelTester serviceTester(services->model());
        const QAbstractItemModelTester callTester(calls->model());
        const int allCalls = calls->model()->rowCount();
        tables.showOnly(matches(u"redis"_s));
        QCOMPARE(services->model()->rowCount(), 1);
        QCOMPARE(calls->model()->rowCount(), 2);
        tables.showAll();
        QCOMPARE(calls->model()->rowCount(), allCalls);
    }

    void theFilterIsTheQueryLanguage()
    {
        const auto picture = at(kNow);
        const auto is = [](SloStatus status) {
            return [status](const MeshNode &node) { return node.status == status; };
        };
        QCOMPARE(std::ssize(matches(u"status = critical"_s).services),
            std::ranges::count_if(picture->graph.nodes, is(SloStatus::Critical)));
        QCOMPARE(matches(u"service = \"data/redis\""_s).services.size(), std::size_t(1));
        QCOMPARE(matches(u"service = \"data/redis\""_s).edges.size(), std::size_t(2));
        QVERIFY(matches(u"to = \"data/redis\""_s).services.empty()); // only calls
        QCOMPARE(matches(u"to = \"data/redis\""_s).edges.size(), std::size_t(2));
        QVERIFY(matches(u"from = \"data/redis\""_s).edges.empty());
        QCOMPARE(
            matches(u"ns = data or not ns = data"_s).services.size(), picture->graph.nodes.size());
        QVERIFY(matches(u"requests < 0 or error_rate > 100%"_s).services.empty());
        MeshFilter filter;
        QVERIFY(!filter.setText(u"statsu = critical"_s));
    }

    // Of calls nobody tells but the proxy of their callee.
    void callsAreUnderMutualTlsWhenTheirCalleeSaysSo()
    {
        console::MeshPicture picture = *at(kNow);
        for (MeshNode &node : picture.graph.nodes)
            node.traffic.tlsRequests = node.traffic.requests;
        MeshFilter filter;
        QVERIFY(filter.setText(u"tls < 100%"_s));
        QVERIFY(filter.find(picture).edges.empty());
        QVERIFY(filter.setText(u"tls = 100%"_s));
        QVERIFY(!filter.find(picture).edges.empty());
        for (MeshNode &node : picture.graph.nodes)
            node.traffic.tlsRequests = 0;
        QVERIFY(filter.find(picture).edges.empty());
    }

private:
    static MeshMatches matches(const QString &text)
    {
        MeshFilter filter;
        return filter.setText(text) ? filter.find(*at(kNow)) : MeshMatches{};
    }

    static constexpr Timestamp kNow = fromEpochMs(1'772'000'000'000);

    static std::shared_ptr<const console::MeshPicture> at(Timestamp to)
    {
        fake::MeshFeed feed(kNow);
        return *feed.picture({.range = {to - 5min, to}}, {}).result();
    }

    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestMeshTableModel)
#include "tst_mesh_table_model.moc"
