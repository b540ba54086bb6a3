#include "core/demo/synthetic_events.h"
#include "core/query/evaluate.h"
#include "core/store/predicate_sql.h"
#include "tests/support/event_match.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

namespace {

using Random = std::mt19937_64;

constexpr std::array kTextFields{EventField::Cluster, EventField::Type, EventField::Reason,
    EventField::Message, EventField::Kind, EventField::Namespace, EventField::Name,
    EventField::Node, EventField::Source, EventField::Uid, EventField::Text};
constexpr std::array kTextOps{CompareOp::Equal, CompareOp::NotEqual, CompareOp::Contains,
    CompareOp::StartsWith, CompareOp::In, CompareOp::Matches, CompareOp::NotMatches};
constexpr std::array kNumberOps{CompareOp::Equal, CompareOp::NotEqual, CompareOp::Less,
    CompareOp::LessOrEqual, CompareOp::Greater, CompareOp::GreaterOrEqual};

std::vector<ClusterEvent> sampleEvents()
{
    std::vector<ClusterEvent> events = demo::SyntheticEstate{.deployments = 12}.events(420, 120);
    events[3].message = "Grüße aus CAFÉ 東京 100% \"quoted\" it's_under\\score";
    events[4].message = "";
    events[5].host = "";
    events[6].component = "";
    events[7].reason = "Łódź_Failed";
    events[8].uid = "series.one";
    events[9].involved.kind = "pod";
    return events;
}

// Values that sometimes match: taken from an event, cut, or with their case changed.
std::string someValue(Random &random, EventField field, const std::vector<ClusterEvent> &events)
{
    std::string text = textOf(events[random() % events.size()], field);
    switch (random() % 7) {
    case 0:
        return text.substr(0, std::min<std::size_t>(text.size(), 4));
    case 4: { // two words that belong together, the first or the second unfinished
        const std::size_t space = text.find(' ');
        if (space == std::string::npos || space < 2)
            return text;
        const std::size_t unfinished = random() % 2;
        return text.substr(0, space - unfinished) + "-" + text.substr(space + 1, 3 + unfinished);
    }
    case 1:
        std::ranges::transform(text, text.begin(),
            [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        return text;
    case 2:
        return "no such value";
    case 3:
        return std::string();
    default:
        return text;
    }
}

PredicatePtr someComparison(Random &random, const std::vector<ClusterEvent> &events)
{
    if (random() % 5 == 0) {
        const ClusterEvent &event = events[random() % events.size()];
        const CompareOp op = kNumberOps[random() % kNumberOps.size()];
        switch (random() % 3) {
        case 0:
            return compare(EventField::Count, op, event.count);
        case 1:
            return compare(EventField::First, op, toEpochMs(event.first));
        default:
            return compare(EventField::Last, op, toEpochMs(event.last));
        }
    }
    const EventField field = kTextFields[random() % kTextFields.size()];
    const CompareOp op
        = field == EventField::Text ? CompareOp::Contains : kTextOps[random() % kTextOps.size()];
    if (op == CompareOp::Matches || op == CompareOp::NotMatches) {
        static const std::array<std::string, 6> kPatterns{
            "^B", "(?i)pod", "[0-9]+$", "Back|Pull", "^$", "\\w{6}"};
        return compare(field, op, kPatterns[random() % kPatterns.size()]);
    }
    Predicate predicate{
        .field = fieldIdOf(field), .op = op, .values = {someValue(random, field, events)}};
    if (op == CompareOp::In)
        predicate.values.push_back(someValue(random, field, events));
    return std::make_shared<Predicate>(std::move(predicate));
}

PredicatePtr somePredicate(Random &random, const std::vector<ClusterEvent> &events, int depth)
{
    const auto child = [&] { return somePredicate(random, events, depth - 1); };
    if (depth == 0 || random() % 3 == 0)
        return someComparison(random, events);
    switch (random() % 3) {
    case 0:
        return allOf({child(), child()});
    case 1:
        return anyOf({child(), child(), child()});
    default:
        return negate(child());
    }
}

} // namespace

class TestPredicateSql : public QObject
{
    Q_OBJECT

private slots:
    // The SQL and the evaluator in memory must agree on every predicate, on both access paths.
    void sqlFindsWhatTheEvaluatorFinds()
    {
        StoreFixture store;
        QVERIFY(store.sync(sampleEvents()));
        store.waitForTextIndex();
        const std::vector<ClusterEvent> events = store.all();
        Random random(4711);
        int found = 0;
        store.read([&](EventReader &reader) {
            for (int round = 0; round < 3'000; ++round) {
                const PredicatePtr predicate = somePredicate(random, events, 3);
                std::vector<EventRowId> expected;
                for (const ClusterEvent &event : events) {
                    if (query::matches(predicate, event))
                        expected.push_back(event.id);
                }
                found += expected.empty() ? 0 : 1;
                compareWith(reader, predicate, expected);
                if (QTest::currentTestFailed())
                    return;
            }
        });
        QVERIFY2(found > 1'000, "the predicates must sometimes match");
    }

    void aBadRegularExpressionIsTheCallersError()
    {
        StoreFixture store;
        store.read([](EventReader &reader) {
            const EventQuery query{
                .where = compare(EventField::Message, CompareOp::Matches, std::string("(oops"))};
            const auto page = reader.page(query, {});
            QVERIFY(!page);
            QCOMPARE(page.error().code, ErrorCode::InvalidArgument);
        });
    }

    void aHostileRegularExpressionEnds()
    {
        StoreFixture store;
        ClusterEvent event = podEvent("1", 1'000);
        event.message = std::string(30'000, 'a') + "!";
        QVERIFY(store.sync({event}));
        store.read([](EventReader &reader) {
            const EventQuery query{
                .where = compare(EventField::Message, CompareOp::Matches, std::string("(a+)+$"))};
            const auto page = reader.page(query, {});
            QVERIFY(page && page->empty());
        });
    }

    void valuesAreNeverPartOfTheStatement()
    {
        StoreFixture store;
        QVERIFY(store.sync({podEvent("1", 1'000)}));
        store.read([](EventReader &reader) {
            for (const EventField field : kTextFields) {
                const EventQuery query{
                    .where = compare(field, CompareOp::Contains,
                        std::string("' OR 1=1; DROP TABLE event; -- :p1 {left}"))};
                const auto page = reader.page(query, {});
                QVERIFY2(page, eventFieldName(field).data());
                QVERIFY2(page->empty(), eventFieldName(field).data());
            }
        });
        QCOMPARE(store.all().size(), std::size_t{1});
    }

private:
    static std::string described(const Predicate &predicate)
    {
        std::string text = "(" + std::to_string(static_cast<int>(predicate.kind));
        if (predicate.kind == Predicate::Kind::Compare) {
            text += " " + std::string(eventFieldName(predicate.eventField())) + " op "
                + std::to_string(static_cast<int>(predicate.op)) + " "
                + jsonArray(predicate.values);
        }
        for (const PredicatePtr &child : predicate.children)
            text += described(*child);
        return text + ")";
    }

    static void compareWith(
        EventReader &reader, const PredicatePtr &predicate, const std::vector<EventRowId> &expected)
    {
        const auto index = reader.index({.where = predicate}, {});
        const auto page = reader.page({.where = predicate}, {.limit = 1'000});
        QVERIFY2(index, index ? "" : index.error().message.c_str());
        QVERIFY2(page, page ? "" : page.error().message.c_str());
        std::vector<EventRowId> indexed;
        for (const EventIndexEntry &entry : *index)
            indexed.push_back(entry.id());
        std::vector<EventRowId> paged;
        for (const ClusterEvent &event : *page)
            paged.push_back(event.id);
        QVERIFY2(indexed == expected, ("selective: " + described(*predicate)).c_str());
        QVERIFY2(paged == expected, ("ordered: " + described(*predicate)).c_str());
    }
};

QTEST_GUILESS_MAIN(TestPredicateSql)
#include "tst_predicate_sql.moc"
