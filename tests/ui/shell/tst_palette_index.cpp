#include "tests/support/fake_console.h"
#include "ui/shell/fuzzy_match.h"
#include "ui/shell/palette_index.h"

#include <QElapsedTimer>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

// 200 namespaces with 50 pods each.
std::shared_ptr<const console::EstateView> bigEstate(int pods)
{
    auto snapshot = std::make_shared<ClusterSnapshot>();
    for (int i = 0; i < pods; ++i) {
        Pod pod;
        pod.meta.ns = snapshot->arena->copy("team-" + std::to_string(i % 200));
        pod.meta.name = snapshot->arena->copy(
            "service-" + std::to_string(i % 977) + "-7d9f8b6c5-" + std::to_string(i));
        snapshot->pods.push_back(pod);
    }
    auto estate = std::make_shared<console::EstateView>();
    console::ClusterView cluster;
    cluster.id = ClusterId{"big"};
    cluster.name = "big";
    cluster.snapshot = snapshot;
    estate->clusters.push_back(cluster);
    return estate;
}

} // namespace

class TestPaletteIndex : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_index = PaletteIndex();
        PaletteItem events;
        events.title = u"Events"_s;
        PaletteItem light;
        light.title = u"Theme: light"_s;
        m_index.setItems({events, light});
        m_index.setEstate(
            std::make_shared<const console::EstateView>(fake::makeEstate(Timestamp{})));
    }

    void fuzzyMatchesInOrderAndPrefersWordStarts()
    {
        QCOMPARE(fuzzyScore("xyz", "checkout"), -1);
        QCOMPARE(fuzzyScore("oc", "co"), -1);
        QVERIFY(fuzzyScore("chk", "checkout") > 0);
        QVERIFY(fuzzyScore("db", "payments-db") > fuzzyScore("db", "dashboard"));
        QVERIFY(fuzzyScore("check", "checkout") > fuzzyScore("check", "some-long-thing-checkout"));
        QVERIFY(fuzzyScore("events", "Events") > 0);
    }

    void anEmptyTextShowsTheNamedThings()
    {
        const auto shown = m_index.match({}, 10);
        QCOMPARE(shown.size(), std::size_t{2});
        QCOMPARE(shown[0].title, u"Events"_s);
    }

    void namedThingsComeBeforeObjects()
    {
        QCOMPARE(m_index.match(u"events"_s, 10)[0].title, u"Events"_s);
        QCOMPARE(m_index.match(u"light"_s, 10)[0].title, u"Theme: light"_s);
    }

    void findsWorkloadsBeforeTheirPods()
    {
        const auto shown = m_index.match(u"checkout"_s, 10);
        QVERIFY(shown.size() > 2);
        QCOMPARE(shown[0].title, u"checkout"_s);
        QCOMPARE(shown[0].kind, PaletteKind::Workload);
        QCOMPARE(shown[0].object.scope, EventScope::WorkloadTree);
        QCOMPARE(shown[0].object.object.kind, std::string("Deployment"));
    }

    void findsNodesByName()
    {
        const auto shown = m_index.match(u"node-5"_s, 5);
        QCOMPARE(shown[0].kind, PaletteKind::Node);
        QCOMPARE(shown[0].object.scope, EventScope::Node);
        QCOMPARE(shown[0].object.object.name, std::string("node-5"));
    }

    void severalWordsMayNameTheNamespace()
    {
        const auto shown = m_index.match(u"pay fraud"_s, 5);
        QVERIFY(!shown.empty());
        QCOMPARE(shown[0].object.object.ns, std::string("pay"));
        QVERIFY(m_index.match(u"fraud nowhere"_s, 5).empty());
    }

    void aKeystrokeStaysQuickOnABigEstate()
    {
        m_index.setEstate(bigEstate(10'000));
        QElapsedTimer timer;
        timer.start();
        for (const QString &text : {u"s"_s, u"se"_s, u"service 9"_s, u"s9c5"_s})
            QVERIFY(!m_index.match(text, 60).empty());
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
    }

    void looksAtABoundedNumberOfObjects()
    {
        m_index.setEstate(bigEstate(70'000));
        QCOMPARE(m_index.objectCount(), PaletteIndex::kMaxObjects);
        QVERIFY(m_index.isCut());
    }

private:
    PaletteIndex m_index;
};

QTEST_GUILESS_MAIN(TestPaletteIndex)
#include "tst_palette_index.moc"
