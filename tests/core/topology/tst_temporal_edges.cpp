#include "core/topology/temporal_edges.h"
#include "tests/support/demo_mesh.h"

#include <QTest>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <tuple>

using namespace binnacle;
using topology::TemporalEdge;

namespace {

Timestamp at(std::int64_t seconds)
{
    return fromEpochMs(seconds * 1000);
}

TemporalEdge edge(const std::string &name, const std::string &properties = "{}",
    const std::string &source = "mesh")
{
    return {.edge = {{"shop", name}, {"shop", name + "-callee"}},
        .source = source,
        .properties = properties};
}

// The table of the store, in memory.
class Table
{
public:
    Result<topology::EdgeUpdate> update(
        std::vector<TemporalEdge> found, Timestamp when, const topology::UpdateRules &rules = {})
    {
        std::vector<TemporalEdge> open;
        std::ranges::copy_if(rows, std::back_inserter(open), &TemporalEdge::isOpen);
        auto update = topology::updateEdges(open, std::move(found), when, rules);
        if (update)
            apply(*update);
        return update;
    }

    std::vector<TemporalEdge> rows;

private:
    void apply(const topology::EdgeUpdate &update)
    {
        for (const TemporalEdge &closed : update.closed) {
            TemporalEdge open = closed;
            open.to = {};
            open.closedReason.clear();
            *std::ranges::find(rows, open) = closed;
        }
        for (const TemporalEdge &deleted : update.deleted)
            std::erase(rows, deleted);
        rows.insert(rows.end(), update.opened.begin(), update.opened.end());
    }
};

std::string namesOf(const std::vector<TemporalEdge> &rows)
{
    std::set<std::string> names;
    for (const TemporalEdge &row : rows)
        names.insert(row.edge.source.name);
    std::string text;
    for (const std::string &name : names)
        text += name;
    return text;
}

bool isUnchanged(const topology::EdgeUpdate &update)
{
    return update.opened.empty() && update.closed.empty() && update.deleted.empty();
}

} // namespace

class TestTemporalEdges : public QObject
{
    Q_OBJECT

private slots:
    void theContractsVector()
    {
        Table table;
        QVERIFY(table.update({edge("A"), edge("B")}, at(10)));
        QVERIFY(table.update({edge("B"), edge("C")}, at(20)));
        QCOMPARE(table.rows.size(), std::size_t(3));
        const auto &[a, b, c] = std::tie(table.rows[0], table.rows[1], table.rows[2]);
        QVERIFY(a.from == at(10) && a.to == at(20) && a.closedReason == "gone");
        QVERIFY(b.from == at(10) && b.isOpen());
        QVERIFY(c.from == at(20) && c.isOpen());

        const auto before = table.rows;
        const auto replay = table.update({edge("B"), edge("C")}, at(20));
        QVERIFY(replay && isUnchanged(*replay));
        QVERIFY(table.rows == before);

        QCOMPARE(namesOf(topology::edgesAt(table.rows, at(15))), std::string("AB"));
        QCOMPARE(namesOf(topology::edgesAt(table.rows, at(20))), std::string("BC"));
        QCOMPARE(namesOf(topology::edgesAt(table.rows, at(10))), std::string("AB"));
        QCOMPARE(namesOf(topology::edgesAt(table.rows, at(9))), std::string());
    }

    void changedPropertiesCloseAndOpen()
    {
        Table table;
        QVERIFY(table.update({edge("A", "{\"tls\":true}")}, at(10)));
        QVERIFY(table.update({edge("A", "{\"tls\":false}")}, at(20)));
        QCOMPARE(table.rows.size(), std::size_t(2));
        QCOMPARE(table.rows[0].closedReason, std::string("changed"));
        QCOMPARE(topology::edgesAt(table.rows, at(19)).front().properties,
            std::string("{\"tls\":true}"));
        QCOMPARE(topology::edgesAt(table.rows, at(20)).size(), std::size_t(1));
    }

    void aTimeThatIsNotNewerIsStaleUnlessRebuilding()
    {
        Table table;
        QVERIFY(table.update({edge("A")}, at(20)));
        const auto stale = table.update({edge("B")}, at(20));
        QVERIFY(!stale);
        QCOMPARE(stale.error().code, ErrorCode::Conflict);
        QVERIFY(stale.error().message.starts_with("stale: "));
        QVERIFY(!table.update({edge("B")}, at(15)));

        QVERIFY(table.update({edge("B")}, at(20), {.rebuild = true}));
        QCOMPARE(table.rows.size(), std::size_t(1)); // A lived for no time
        QCOMPARE(namesOf(table.rows), std::string("B"));
    }

    void rowsThatWereClosedLaterMakeATimeStaleToo()
    {
        Table table;
        QVERIFY(table.update({edge("A"), edge("B")}, at(10)));
        QVERIFY(table.update({edge("A")}, at(20)));
        const auto stale = table.update({edge("A"), edge("B")}, at(15), {.newestClosed = at(20)});
        QVERIFY(!stale);
        QVERIFY(stale.error().message.starts_with("stale: "));
    }

    void losingMostEdgesNeedsForce()
    {
        std::vector<TemporalEdge> many;
        for (int i = 0; i < 42; ++i)
            many.push_back(edge("s" + std::to_string(100 + i)));
        Table table;
        QVERIFY(table.update(many, at(10)));
        const std::vector<TemporalEdge> half(many.begin(), many.begin() + 21);
        QVERIFY(table.update(half, at(20))); // 21 of 42 are not more than half
        Table again;
        QVERIFY(again.update(many, at(10)));
        const std::vector<TemporalEdge> few(many.begin(), many.begin() + 20);
        const auto refused = again.update(few, at(20));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY(refused.error().message.starts_with("suspicious_shrink: 22 of 42"));
        QVERIFY(again.update(few, at(20), {.force = true}));
        // 20 and fewer may go at once.
        QVERIFY(again.update({}, at(30)));
        QVERIFY(topology::edgesAt(again.rows, at(30)).empty());
    }

    void sourcesDoNotCloseEachOthersEdges()
    {
        Table table;
        QVERIFY(table.update({edge("A", "{}", "mesh")}, at(10)));
        QVERIFY(table.update({edge("A", "{}", "iac"), edge("B", "{}", "iac")}, at(10)));
        QVERIFY(table.update({edge("C", "{}", "mesh")}, at(20)));
        QCOMPARE(namesOf(topology::edgesAt(table.rows, at(20))), std::string("ABC"));
        QVERIFY(!table.update({edge("A", "{}", "mesh"), edge("B", "{}", "iac")}, at(30)));
        QVERIFY(!table.update({}, at(30))); // of which source?
    }

    void duplicatesCountOnceAndRelationsApart()
    {
        TemporalEdge other = edge("A");
        other.relation = "routes_to";
        Table table;
        QVERIFY(table.update({edge("A"), edge("A"), other}, at(10)));
        QCOMPARE(table.rows.size(), std::size_t(2));
        QVERIFY(!table.update({edge("A")}, Timestamp()));
    }

    void anyHistoryTellsWhatWasFoundAtEachTime()
    {
        std::mt19937 random(7);
        Table table;
        std::vector<std::string> found;
        for (int step = 1; step <= 60; ++step) {
            std::vector<TemporalEdge> edges;
            std::string names;
            for (char name = 'A'; name <= 'H'; ++name) {
                if (random() % 2 == 0)
                    continue;
                edges.push_back(edge({name}, random() % 4 == 0 ? "{\"x\":1}" : "{}"));
                names += name;
            }
            if (edges.empty())
                edges.push_back(edge(names = "A"));
            std::shuffle(edges.begin(), edges.end(), random);
            QVERIFY(table.update(edges, at(step * 10LL)));
            found.push_back(names);
        }
        for (int step = 1; step <= 60; ++step) {
            for (const int offset : {0, 9}) {
                const auto then = topology::edgesAt(table.rows, at(step * 10 + offset));
                QCOMPARE(namesOf(then), found[static_cast<std::size_t>(step - 1)]);
                QCOMPARE(then.size(), found[static_cast<std::size_t>(step - 1)].size());
            }
        }
        for (const TemporalEdge &row : table.rows)
            QVERIFY(row.isOpen() || row.from < row.to);
    }
};

QTEST_APPLESS_MAIN(TestTemporalEdges)
#include "tst_temporal_edges.moc"
