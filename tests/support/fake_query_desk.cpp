#include "tests/support/fake_query_desk.h"

#include <QRegularExpression>

#include <algorithm>
#include <chrono>

namespace binnacle::fake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using console::FilterCheck;

namespace {

using Field = console::QuerySourceView::Field;

const QStringList kStages{u"where"_s, u"select"_s, u"groupby"_s, u"count"_s, u"sum"_s, u"avg"_s,
    u"min"_s, u"max"_s, u"p95"_s, u"sort"_s, u"top"_s, u"limit"_s, u"at"_s, u"diff"_s, u"last"_s};

Field field(const char *name, FieldType type)
{
    return {.name = QString::fromLatin1(name), .help = u"help"_s, .type = type};
}

std::vector<console::QuerySourceView> schema()
{
    return {{.name = u"pods"_s,
                .help = u"pods of the newest snapshot"_s,
                .rows = 4'120,
                .fields = {field("name", FieldType::Text), field("namespace", FieldType::Text),
                    field("node", FieldType::Text), field("phase", FieldType::Choice),
                    field("restarts", FieldType::Count), field("cpu_usage", FieldType::Percent),
                    field("mem_usage", FieldType::Percent), field("memory", FieldType::Bytes),
                    field("age", FieldType::Time)}},
        {.name = u"nodes"_s,
            .help = u"nodes"_s,
            .rows = 42,
            .fields = {field("name", FieldType::Text), field("status", FieldType::Choice),
                field("cpu_usage", FieldType::Percent)}},
        {.name = u"events"_s,
            .help = u"stored events"_s,
            .rows = 1'284'551,
            .fields = {field("type", FieldType::Choice), field("reason", FieldType::Text),
                field("last", FieldType::Time)}}};
}

QString nearest(const QString &word, const QStringList &known)
{
    for (const QString &candidate : known) {
        const qsizetype shared = std::min(candidate.size(), word.size());
        qsizetype same = 0;
        while (same < shared && candidate[same] == word[same])
            ++same;
        if (same >= 3)
            return candidate;
    }
    return {};
}

FilterCheck invalid(const QString &message, const QRegularExpressionMatch &at, const QString &near)
{
    return {.state = FilterCheck::State::Invalid,
        .offset = at.capturedStart(1),
        .length = at.capturedLength(1),
        .message = message,
        .suggestion = near};
}

QString cell(const QueryValue &value)
{
    if (const auto *text = std::get_if<std::string>(&value))
        return QString::fromStdString(*text);
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return QString::number(*whole);
    if (const auto *real = std::get_if<double>(&value))
        return QString::number(*real);
    return {};
}

} // namespace

QueryDesk::QueryDesk(Timestamp now)
    : m_now(isKnown(now) ? now
                         : std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()))
    , m_sources(schema())
{}

FilterCheck QueryDesk::check(const QString &text) const
{
    static const QRegularExpression source(u"^\\s*(\\w+)"_s);
    static const QRegularExpression stage(u"\\.\\s*(\\w+)\\s*\\("_s);
    static const QRegularExpression compared(u"([a-z_]+)\\s*(?:=|!=|<|>)"_s);
    QStringList names;
    QStringList fields;
    const QRegularExpressionMatch first = source.match(text);
    for (const console::QuerySourceView &known : m_sources) {
        names += known.name;
        for (const Field &one : known.fields)
            fields += known.name == first.captured(1) ? one.name : QString();
    }
    if (!names.contains(first.captured(1)))
        return invalid(u"unknown source \"%1\""_s.arg(first.captured(1)), first,
            nearest(first.captured(1), names));
    for (auto it = stage.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch found = it.next();
        if (!kStages.contains(found.captured(1)))
            return invalid(u"unknown stage \"%1\""_s.arg(found.captured(1)), found,
                nearest(found.captured(1), kStages));
    }
    for (auto it = compared.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch found = it.next();
        if (found.captured(1) != u"cluster"_s && !fields.contains(found.captured(1)))
            return invalid(u"unknown field \"%1\""_s.arg(found.captured(1)), found,
                nearest(found.captured(1), fields));
    }
    if (text.count(u'(') != text.count(u')') || text.trimmed().endsWith(u'.'))
        return {.state = FilterCheck::State::Incomplete,
            .offset = text.size(),
            .message = u"expected \")\""_s};
    return {.normalised = text.simplified()};
}

QueryResult QueryDesk::podRows() const
{
    struct Pod
    {
        const char *name;
        const char *ns;
        const char *node;
        const char *phase;
        std::int64_t restarts;
        double cpu;
        double memory;
    };
    static constexpr Pod kPods[]
        = {{"checkout-6d8f7c9b5-x2k0", "shop", "node-5", "CrashLoop", 5, 92, 81},
            {"payments-5f6d7-8hj2s", "pay", "node-4", "Running", 7, 88.4, 64},
            {"recommender-0", "ml", "node-5", "Evicted", 0, 0, 0},
            {"payments-db-0", "data", "node-5", "CrashLoop", 5, 97, 93},
            {"catalog-77b-2xw9p", "shop", "node-2", "Running", 0, 84, 52},
            {"checkout-6d8f7c9b5-x2k5", "shop", "node-5", "CrashLoop", 5, 92, 81},
            {"fraud-check-7c6b9d-qq7lz", "pay", "node-4", "Pending", 0, 0, 0}};
    QueryResult result;
    result.columns = {{"name", FieldType::Text}, {"namespace", FieldType::Text},
        {"node", FieldType::Text}, {"phase", FieldType::Choice}, {"restarts", FieldType::Count},
        {"cpu_usage", FieldType::Percent}, {"mem_usage", FieldType::Percent}};
    for (int round = 0; round < 2; ++round) {
        for (const Pod &pod : kPods) {
            const std::string name = std::string(pod.name) + (round > 0 ? "1" : "");
            const bool isUnknown = std::string_view(pod.phase) == "Pending";
            result.rows.push_back(
                {name, std::string(pod.ns), std::string(pod.node), std::string(pod.phase),
                    pod.restarts, isUnknown ? QueryValue() : QueryValue(pod.cpu),
                    isUnknown ? QueryValue() : QueryValue(pod.memory)});
            result.subjects.push_back({{"prod-eu"}, {"Pod", pod.ns, name}, 0});
        }
    }
    result.total = 4'120;
    result.explain = {.steps = {{"scan pods of prod-eu", 4'120, 14, 0.4}, {"sort", 14, 14, 0.1}},
        .source = "memory",
        .rowsScanned = 4'120,
        .normalised = R"(pods(cluster="prod-eu").where(cpu_usage > 80% or restarts >= 5))"};
    return result;
}

QueryResult QueryDesk::reasonRows() const
{
    QueryResult result;
    result.columns = {{"reason", FieldType::Text}, {"count()", FieldType::Count}};
    const std::pair<const char *, std::int64_t> counts[] = {{"BackOff", 214}, {"Unhealthy", 121},
        {"FailedScheduling", 58}, {"Evicted", 17}, {"OOMKilling", 9}, {"FailedMount", 3}};
    for (const auto &[reason, count] : counts)
        result.rows.push_back({std::string(reason), count});
    result.total = static_cast<std::int64_t>(result.rows.size());
    result.explain
        = {.steps = {{"events by index on time", 48'201, 422, 1.8}, {"group", 422, 6, .1}},
            .source = "history (SQL)",
            .rowsScanned = 48'201,
            .normalised = "events.last(1h).groupby(reason).count()"};
    return result;
}

QueryResult QueryDesk::minuteRows() const
{
    QueryResult result;
    result.columns = {{"last", FieldType::Time}, {"count()", FieldType::Count},
        {"avg(cpu_usage)", FieldType::Percent}};
    for (int minute = 0; minute < 60; ++minute) {
        if (minute % 23 != 7)
            result.rows.push_back({toEpochMs(m_now - 1h + minute * 1min),
                static_cast<std::int64_t>((minute * 7) % 31), 40.0 + (minute * 13) % 50});
    }
    result.total = static_cast<std::int64_t>(result.rows.size());
    return result;
}

console::QueryAnswer QueryDesk::answer(
    const QString &text, const console::QueryContext &context) const
{
    if (m_problem)
        return {nullptr, std::make_shared<const console::QueryProblem>(*m_problem)};
    if (m_next)
        return {m_next, nullptr};
    QueryResult result = podRows();
    if (text.contains(u"groupby(last)"_s))
        result = minuteRows();
    else if (text.contains(u"groupby"_s))
        result = reasonRows();
    else if (text.contains(u"nothing"_s)) {
        result.rows.clear();
        result.subjects.clear();
        result.total = 0;
    }
    result.milliseconds = 0.6;
    result.asOf = isKnown(context.asOf) ? context.asOf : m_now;
    return {std::make_shared<const QueryResult>(std::move(result)), nullptr};
}

QFuture<console::QueryAnswer> QueryDesk::run(
    const QString &text, const console::QueryContext &context, std::stop_token stop)
{
    asked.push_back({text, context, std::move(stop)});
    if (!m_isHeld)
        return QtFuture::makeReadyFuture(answer(text, context));
    m_held = std::make_shared<QPromise<console::QueryAnswer>>();
    m_held->start();
    return m_held->future();
}

void QueryDesk::release()
{
    m_isHeld = false;
    if (!m_held)
        return;
    m_held->addResult(answer(asked.back().text, asked.back().context));
    m_held->finish();
    m_held.reset();
}

QFuture<Result<console::FilterCompletion>> QueryDesk::complete(
    const QString &text, qsizetype cursor, const console::QueryContext &)
{
    qsizetype from = cursor;
    while (from > 0 && (text[from - 1].isLetterOrNumber() || text[from - 1] == u'_'))
        --from;
    const QString word = text.mid(from, cursor - from);
    const bool isStage = from > 0 && text[from - 1] == u'.';
    console::FilterCompletion completion{.offset = from, .length = cursor - from};
    const auto offer = [&](const QString &name, const QString &detail) {
        if (name.startsWith(word))
            completion.suggestions.push_back({name, detail});
    };
    if (isStage) {
        offer(u"limit"_s, u"limit(n) — first n rows"_s);
        offer(u"last"_s, u"last(5m) — time range"_s);
        offer(u"where"_s, u"where(filter) — only these rows"_s);
    } else {
        for (const console::QuerySourceView &source : m_sources)
            offer(source.name, u"source"_s);
        for (const Field &one : m_sources.front().fields)
            offer(one.name, u"field"_s);
    }
    return QtFuture::makeReadyFuture(Result<console::FilterCompletion>(std::move(completion)));
}

console::Answer<std::vector<console::SharedTrait>> QueryDesk::whoElse(const QString &,
    const console::QueryContext &, std::shared_ptr<const QueryResult>,
    std::vector<std::size_t> rows)
{
    const auto marked = static_cast<qint64>(rows.size());
    whoElseAsked.push_back(std::move(rows));
    const std::vector<console::SharedTrait> traits{
        {u"node"_s, u"node-5"_s, marked, marked, 4, 4'120, 12.5},
        {u"phase"_s, u"CrashLoop"_s, marked, marked, 11, 4'120, 9.1},
        {u"image"_s, u"registry.example.com/shop/checkout:1.4.0"_s, marked - 1, marked, 40, 4'120,
            3.2},
        {u"namespace"_s, u"shop"_s, marked - 1, marked, 1'300, 4'120, 0.8}};
    return QtFuture::makeReadyFuture(
        Result(std::make_shared<const std::vector<console::SharedTrait>>(traits)));
}

QString QueryDesk::narrowed(const QString &text, const QString &field, const QueryValue &value,
    bool negated, bool alternative) const
{
    const bool isText = std::holds_alternative<std::string>(value);
    const QString written = isText ? u"\"%1\""_s.arg(cell(value)) : cell(value);
    return u"%1.where(%2%3%4 = %5)"_s.arg(text.trimmed(), alternative ? u"or "_s : QString(),
        negated ? u"not "_s : QString(), field, written);
}

QString QueryDesk::exportText(const QueryResult &result, console::QueryExportFormat format) const
{
    const bool isJson = format == console::QueryExportFormat::Json
        || format == console::QueryExportFormat::Ndjson;
    const QString separator = format == console::QueryExportFormat::Csv ? u","_s : u"\t"_s;
    QStringList lines;
    QStringList names;
    for (const QueryColumn &column : result.columns)
        names += QString::fromStdString(column.name);
    if (!isJson)
        lines += names.join(separator);
    for (const auto &row : result.rows) {
        QStringList cells;
        for (std::size_t at = 0; at < row.size(); ++at)
            cells += isJson
                ? u"\"%1\": \"%2\""_s.arg(names[static_cast<qsizetype>(at)], cell(row[at]))
                : cell(row[at]);
        lines += isJson ? u"{%1}"_s.arg(cells.join(u", "_s)) : cells.join(separator);
    }
    return lines.join(u'\n');
}

} // namespace binnacle::fake
