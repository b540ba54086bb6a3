#include "core/query/execution/query_execution.h"
#include "core/query/source_fields.h"
#include "tests/support/fake_query_world.h"

#include <QTest>

#include <cmath>
#include <map>
#include <optional>
#include <random>
#include <set>

using namespace binnacle;
using namespace binnacle::query;
using namespace binnacle::test;

namespace {

constexpr int kPods = 300;
constexpr int kQueries = 400;

// A second evaluator of the language over pods, as plain as can be: row by row, from the objects,
// without columns, programs or indexes.
struct PlainRow
{
    std::map<int, std::string> texts;
    std::map<int, std::optional<double>> numbers;
    std::map<std::string, std::string> labels;
};

PlainRow plain(const Pod &pod, const ClusterSnapshot &snapshot)
{
    PlainRow row;
    const auto key = [](PodField field) { return static_cast<int>(field); };
    row.texts[key(PodField::Name)] = pod.meta.name;
    row.texts[key(PodField::Namespace)] = pod.meta.ns;
    row.texts[key(PodField::Node)] = pod.nodeName;
    row.texts[key(PodField::Phase)] = podPhaseName(pod.phase);
    row.numbers[key(PodField::Restarts)] = static_cast<double>(pod.restarts);
    row.numbers[key(PodField::Cpu)] = std::nullopt;
    if (pod.cpuUsage >= 0)
        row.numbers[key(PodField::Cpu)] = static_cast<double>(pod.cpuUsage) / 1000;
    row.numbers[key(PodField::CpuUsage)] = std::nullopt;
    for (const Node &node : snapshot.nodes) {
        if (node.meta.name == pod.nodeName && pod.cpuUsage >= 0 && node.cpuAllocatable > 0)
            row.numbers[key(PodField::CpuUsage)] = static_cast<double>(pod.cpuUsage)
                / static_cast<double>(node.cpuAllocatable) * 100;
    }
    for (const Label &label : pod.meta.labels)
        row.labels[std::string(label.key)] = label.value;
    return row;
}

std::string lower(std::string text)
{
    for (char &c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

bool holdsText(const Predicate &p, std::string text)
{
    const bool isChoice = p.field == static_cast<int>(PodField::Phase);
    const auto same = [isChoice](const std::string &a, const std::string &b) {
        return isChoice ? lower(a) == lower(b) : a == b;
    };
    switch (p.op) {
    case CompareOp::Equal:
        return same(text, p.values[0]);
    case CompareOp::NotEqual:
        return !same(text, p.values[0]);
    case CompareOp::Contains:
        return lower(text).find(lower(p.values[0])) != std::string::npos;
    case CompareOp::StartsWith:
        return text.rfind(p.values[0], 0) == 0;
    case CompareOp::In:
        for (const std::string &value : p.values) {
            if (same(text, value))
                return true;
        }
        return false;
    default:
        return false;
    }
}

bool holdsNumber(const Predicate &p, std::optional<double> number)
{
    if (!number)
        return false;
    switch (p.op) {
    case CompareOp::Equal:
        return *number == p.numbers[0];
    case CompareOp::NotEqual:
        return *number != p.numbers[0];
    case CompareOp::Less:
        return *number < p.numbers[0];
    case CompareOp::LessOrEqual:
        return *number <= p.numbers[0];
    case CompareOp::Greater:
        return *number > p.numbers[0];
    default:
        return *number >= p.numbers[0];
    }
}

bool holds(const PredicatePtr &p, const PlainRow &row)
{
    if (!p)
        return true;
    bool any = false;
    bool all = true;
    for (const PredicatePtr &child : p->children) {
        const bool one = holds(child, row);
        any = any || one;
        all = all && one;
    }
    switch (p->kind) {
    case Predicate::Kind::And:
        return all;
    case Predicate::Kind::Or:
        return any;
    case Predicate::Kind::Not:
        return !any;
    case Predicate::Kind::Compare:
        break;
    }
    if (p->field == static_cast<int>(PodField::Label)) {
        const auto label = row.labels.find(p->key);
        return holdsText(*p, label == row.labels.end() ? std::string() : label->second);
    }
    if (row.numbers.contains(p->field))
        return holdsNumber(*p, row.numbers.at(p->field));
    return holdsText(*p, row.texts.at(p->field));
}

class Random
{
public:
    explicit Random(unsigned seed)
        : m_engine(seed)
    {}
    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(m_engine); }
    template<typename T>
    const T &of(const std::vector<T> &all)
    {
        return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    }

private:
    std::mt19937 m_engine;
};

PredicatePtr randomPredicate(Random &random, int depth)
{
    const int kind = depth == 0 ? 3 : random.below(6);
    auto made = std::make_shared<Predicate>();
    if (kind < 3) {
        made->kind = static_cast<Predicate::Kind>(kind);
        const int children = kind == 2 ? 1 : 2 + random.below(2);
        for (int i = 0; i < children; ++i)
            made->children.push_back(randomPredicate(random, depth - 1));
        return made;
    }
    if (random.below(2) == 0) {
        made->field = static_cast<int>(
            random.of(std::vector{PodField::Restarts, PodField::Cpu, PodField::CpuUsage}));
        made->op = static_cast<CompareOp>(random.below(6));
        made->numbers = {static_cast<double>(random.below(80)) / 8};
        return made;
    }
    made->field = static_cast<int>(random.of(std::vector{
        PodField::Name, PodField::Namespace, PodField::Node, PodField::Phase, PodField::Label}));
    if (made->field == static_cast<int>(PodField::Label))
        made->key = random.of(std::vector<std::string>{"app", "team", "absent"});
    made->op = random.of(std::vector{CompareOp::Equal, CompareOp::NotEqual, CompareOp::Contains,
        CompareOp::StartsWith, CompareOp::In});
    const std::vector<std::string> words{
        "ns-1", "ns-2", "pod-1", "POD", "node-3", "running", "Failed", "app-1", "x", ""};
    made->values = {random.of(words)};
    if (made->op == CompareOp::In)
        made->values.push_back(random.of(words));
    return made;
}

std::shared_ptr<const ClusterSnapshot> randomCluster(Random &random, Timestamp at)
{
    SnapshotMaker make("prod", at);
    ClusterSnapshot &s = make.edit();
    for (int i = 0; i < 5; ++i)
        s.nodes.push_back({.meta = make.meta("", "node-" + std::to_string(i)),
            .cpuAllocatable = i == 4 ? -1 : 4'000});
    for (int i = 0; i < kPods; ++i) {
        std::vector<std::pair<std::string, std::string>> labels;
        if (random.below(3) > 0)
            labels.emplace_back("app", "app-" + std::to_string(random.below(4)));
        if (random.below(2) > 0)
            labels.emplace_back("team", "x");
        s.pods.push_back({.meta = make.meta("ns-" + std::to_string(random.below(4)),
                              "pod-" + std::to_string(i), labels),
            .nodeName = make.text("node-" + std::to_string(random.below(7))),
            .phase = static_cast<PodPhase>(random.below(5)),
            .restarts = random.below(10),
            .cpuUsage = random.below(4) == 0 ? -1 : random.below(4'000)});
    }
    return make.take();
}

// The same double, or both unknown.
bool isSame(const QueryValue &value, std::optional<double> expected)
{
    if (!expected)
        return std::holds_alternative<std::monostate>(value);
    const auto *whole = std::get_if<std::int64_t>(&value);
    const auto *real = std::get_if<double>(&value);
    const double actual = whole ? static_cast<double>(*whole) : (real ? *real : std::nan(""));
    return std::abs(actual - *expected) <= 1e-9 * std::max(1.0, std::abs(*expected));
}

std::optional<double> plainSum(AggregateFunction function, std::vector<double> values)
{
    if (values.empty())
        return std::nullopt;
    std::sort(values.begin(), values.end());
    double sum = 0;
    for (const double value : values)
        sum += value;
    const auto rank = [&values](double percent) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (static_cast<double>(i + 1) * 100 >= percent * static_cast<double>(values.size()))
                return values[i];
        }
        return values.back();
    };
    switch (function) {
    case AggregateFunction::Sum:
        return sum;
    case AggregateFunction::Avg:
        return sum / static_cast<double>(values.size());
    case AggregateFunction::Min:
        return values.front();
    case AggregateFunction::Max:
        return values.back();
    case AggregateFunction::P50:
        return rank(50);
    case AggregateFunction::P95:
        return rank(95);
    default:
        return rank(99);
    }
}

class TestQueryDifferential : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Random random(7);
        const auto snapshot = randomCluster(random, m_world.at);
        m_world.add(snapshot);
        for (const Pod &pod : snapshot->pods)
            m_plain.push_back(plain(pod, *snapshot));
    }

    void randomPredicatesKeepTheRowsThatThePlainEvaluatorKeeps()
    {
        Random random(11);
        QueryExecution execution(m_world);
        std::set<std::size_t> sizes;
        for (int i = 0; i < kQueries; ++i) {
            Query query;
            query.where = randomPredicate(random, 3);
            query.fields = {{.field = static_cast<int>(PodField::Name), .key = {}}};
            const auto result = execution.run(query, {}, {});
            QVERIFY(result);
            std::vector<std::string> expected;
            for (const PlainRow &row : m_plain) {
                if (holds(query.where, row))
                    expected.push_back(row.texts.at(static_cast<int>(PodField::Name)));
            }
            std::vector<std::string> actual;
            for (const auto &values : (*result)->rows)
                actual.push_back(std::get<std::string>(values[0]));
            QVERIFY2(actual == expected, printQuery(query).c_str());
            sizes.insert(expected.size());
        }
        QVERIFY(sizes.size() > 50); // not only everything and nothing
    }

    void randomSumsAreThoseOfThePlainEvaluator()
    {
        Random random(13);
        QueryExecution execution(m_world);
        for (int i = 0; i < 100; ++i) {
            Query query;
            query.where = randomPredicate(random, 1);
            const auto group
                = random.of(std::vector{PodField::Namespace, PodField::Node, PodField::Phase});
            const auto field
                = random.of(std::vector{PodField::Restarts, PodField::Cpu, PodField::CpuUsage});
            const auto function = static_cast<AggregateFunction>(1 + random.below(7));
            query.groupBy = {{.field = static_cast<int>(group), .key = {}}};
            query.aggregates = {{AggregateFunction::Count, {}},
                {function, {.field = static_cast<int>(field), .key = {}}}};
            const auto result = execution.run(query, {}, {});
            QVERIFY(result);
            std::map<std::string, std::pair<std::int64_t, std::vector<double>>> expected;
            for (const PlainRow &row : m_plain) {
                if (!holds(query.where, row))
                    continue;
                auto &[count, values] = expected[row.texts.at(static_cast<int>(group))];
                ++count;
                if (const auto number = row.numbers.at(static_cast<int>(field)))
                    values.push_back(*number);
            }
            QCOMPARE((*result)->rows.size(), expected.size());
            for (const auto &values : (*result)->rows) {
                const auto &[count, numbers] = expected.at(std::get<std::string>(values[0]));
                QCOMPARE(std::get<std::int64_t>(values[1]), count);
                QVERIFY2(isSame(values[2], plainSum(function, numbers)), printQuery(query).c_str());
            }
        }
    }

private:
    FakeQueryWorld m_world;
    std::vector<PlainRow> m_plain;
};

} // namespace

QTEST_GUILESS_MAIN(TestQueryDifferential)
#include "tst_query_differential.moc"
