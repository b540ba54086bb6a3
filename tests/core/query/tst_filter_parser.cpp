#include "core/query/filter_parser.h"
#include "core/query/filter_printer.h"
#include "tests/core/query/predicate_equality.h"

#include <QTest>

#include <array>
#include <random>
#include <string>

using namespace binnacle;
using query::parseFilter;
using query::printFilter;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000); // 2026-03-01T09:00:00Z

// Makes predicates in the form the parser gives: groups do not hold groups of their kind, In has
// two different values or more, "not" does not hold "not".
class RandomPredicates
{
public:
    explicit RandomPredicates(unsigned seed)
        : m_random(seed)
    {}

    PredicatePtr any(int depth, Predicate::Kind parent = Predicate::Kind::Compare)
    {
        const int choice = depth > 0 ? pick(5) : 4;
        if (choice == 0 && parent != Predicate::Kind::Not)
            return negate(any(depth - 1, Predicate::Kind::Not));
        if (choice == 1 && parent != Predicate::Kind::And)
            return allOf(children(depth, Predicate::Kind::And));
        if (choice == 2 && parent != Predicate::Kind::Or)
            return anyOf(children(depth, Predicate::Kind::Or));
        return comparison();
    }

    std::string text()
    {
        static constexpr std::array<std::string_view, 18> kPieces{"a", "Back", "Off", " ", "\"",
            "\\", "'", "*", "(", "and", "or", "in", ":", "=", "\n", "\u4E2D", "\u3000", "/"};
        std::string result(1, static_cast<char>('a' + pick(26)));
        for (int i = pick(5); i > 0; --i)
            result += kPieces.at(static_cast<std::size_t>(pick(kPieces.size())));
        return result;
    }

private:
    int pick(std::size_t count)
    {
        return std::uniform_int_distribution<int>(0, static_cast<int>(count) - 1)(m_random);
    }

    std::vector<PredicatePtr> children(int depth, Predicate::Kind kind)
    {
        std::vector<PredicatePtr> list;
        for (int i = 2 + pick(3); i > 0; --i)
            list.push_back(any(depth - 1, kind));
        return list;
    }

    PredicatePtr comparison()
    {
        static constexpr std::array kText{EventField::Cluster, EventField::Reason,
            EventField::Message, EventField::Kind, EventField::Namespace, EventField::Name,
            EventField::Node, EventField::Source, EventField::Uid};
        static constexpr std::array kTextOps{
            CompareOp::Equal, CompareOp::NotEqual, CompareOp::Contains, CompareOp::StartsWith};
        static constexpr std::array kNumbers{
            EventField::Count, EventField::First, EventField::Last};
        static constexpr std::array kNumberOps{CompareOp::Equal, CompareOp::NotEqual,
            CompareOp::Less, CompareOp::LessOrEqual, CompareOp::Greater, CompareOp::GreaterOrEqual};
        const auto one = [this](const auto &list) {
            return list.at(static_cast<std::size_t>(pick(list.size())));
        };
        switch (pick(6)) {
        case 0:
            return compare(one(kNumbers), one(kNumberOps),
                std::uniform_int_distribution<std::int64_t>(0, 253'402'300'799'999)(m_random));
        case 1:
            return compare(EventField::Text, CompareOp::Contains, text());
        case 2:
            return compare(EventField::Type, pick(2) == 0 ? CompareOp::Equal : CompareOp::NotEqual,
                pick(2) == 0 ? "Normal" : "Warning");
        case 3:
            return std::make_shared<Predicate>(Predicate{.field = fieldIdOf(one(kText)),
                .op = CompareOp::In,
                .values = {"1" + text(), "2" + text(), ""}});
        case 4:
            return compare(one(kText), pick(2) == 0 ? CompareOp::Matches : CompareOp::NotMatches,
                "^(a|b) \\w+\"$");
        default:
            return compare(one(kText), one(kTextOps), text());
        }
    }

    std::mt19937 m_random;
};

std::string nested(int depth, const std::string &open, const std::string &close)
{
    std::string text;
    for (int i = 0; i < depth; ++i)
        text += open;
    text += "a";
    for (int i = 0; i < depth; ++i)
        text += close;
    return text;
}

} // namespace

class TestFilterParser : public QObject
{
    Q_OBJECT

private slots:
    void emptyTextFiltersNothing()
    {
        for (const std::string_view text : {"", "   ", "\t\n"}) {
            const auto parsed = parseFilter(text, kNow);
            QVERIFY(parsed);
            QVERIFY(*parsed == nullptr);
        }
        QCOMPARE(printFilter(nullptr), std::string());
    }

    void printsWhatItReads()
    {
        RandomPredicates random(20260301);
        for (int i = 0; i < 500; ++i) {
            const PredicatePtr predicate = random.any(4);
            const std::string text = printFilter(predicate);
            const auto parsed = parseFilter(text, kNow);
            if (text.size() > 4096)
                continue;
            QVERIFY2(parsed, parsed ? "" : (text + " | " + parsed.error().message).c_str());
            QVERIFY2(test::samePredicate(*parsed, predicate), text.c_str());
        }
    }

    void quotedValuesComeBack()
    {
        RandomPredicates random(7);
        for (int i = 0; i < 500; ++i) {
            const std::string value = random.text();
            const auto parsed = parseFilter("reason=" + query::quoteValue(value), kNow);
            QVERIFY2(parsed, value.c_str());
            QCOMPARE((*parsed)->values.front(), value);
        }
    }

    void everyPrefixOfAFilterIsValidOrIncomplete()
    {
        const std::string filter
            = "(type=Warning or reason=~\"Back.*\") and not kind in [Pod, Node] and count>=5";
        for (std::size_t length = 0; length <= filter.size(); ++length) {
            const auto parsed = parseFilter(std::string_view(filter).substr(0, length), kNow);
            const bool fine = parsed || parsed.error().incomplete;
            QVERIFY2(fine, filter.substr(0, length).c_str());
        }
    }

    void refusesTextOverFourKibibytes()
    {
        QVERIFY(parseFilter(std::string(4096, 'a'), kNow));
        const auto tooLong = parseFilter(std::string(4097, 'a'), kNow);
        QVERIFY(!tooLong);
        QCOMPARE(tooLong.error().offset, std::size_t{4096});
        QVERIFY(!tooLong.error().incomplete);
    }

    void refusesDeepNesting()
    {
        QVERIFY(parseFilter(nested(32, "(", ")"), kNow));
        QVERIFY(!parseFilter(nested(33, "(", ")"), kNow));
        QVERIFY(parseFilter(nested(32, "!", ""), kNow));
        QVERIFY(!parseFilter(nested(33, "!", ""), kNow));
        QVERIFY(!parseFilter(nested(2000, "(", ")"), kNow));
        QVERIFY(!parseFilter(nested(2000, "not (", ""), kNow));
    }

    void refusesMoreConditionsThanTheStoreTakes()
    {
        std::string many;
        for (int i = 0; i < 256; ++i)
            many += "a ";
        QVERIFY(parseFilter(many, kNow));
        QVERIFY(!parseFilter(many + "a", kNow));
    }

    void refusesBytesThatAreNotUtf8()
    {
        const auto parsed = parseFilter("ok \xC3\x28", kNow);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().offset, std::size_t{3});
    }

    void namesWhatCouldStandThere()
    {
        const auto parsed = parseFilter("type=Wrong", kNow);
        QVERIFY(!parsed);
        const std::vector<std::string> expected{"Normal", "Warning"};
        QCOMPARE(parsed.error().expected, expected);
    }
};

QTEST_APPLESS_MAIN(TestFilterParser)
#include "tst_filter_parser.moc"
