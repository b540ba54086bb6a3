#include "core/runtime/console/runtime_query_desk.h"

#include "core/codec/query_answer.h"
#include "core/query/narrowing.h"
#include "core/query/query.h"
#include "core/runtime/console/qt_text.h"
#include "core/runtime/console/shared_traits.h"
#include "core/runtime/workspace_queries.h"
#include "core/runtime/workspace_settings.h"

#include <QPromise>

#include <algorithm>
#include <memory>
#include <utility>

namespace binnacle::runtime {

namespace {

// What the base rate is taken from; more rows than that do not change it.
constexpr std::size_t kMostCompared = 200'000;
constexpr Duration kComparing{10'000};

// Offsets of the language are UTF-8 bytes, those of Qt's editors UTF-16 units.
qsizetype utf16Offset(std::string_view text, std::size_t bytes)
{
    const auto cut = static_cast<qsizetype>(std::min(bytes, text.size()));
    return QString::fromUtf8(text.data(), cut).size();
}

std::shared_ptr<const console::QueryProblem> problemOf(
    const query::QueryFailure &failure, std::string_view text)
{
    auto problem = std::make_shared<console::QueryProblem>();
    problem->code = failure.failure;
    problem->offset = utf16Offset(text, failure.at.offset);
    problem->length = utf16Offset(text, failure.at.offset + failure.at.length) - problem->offset;
    problem->message = QString::fromStdString(failure.at.message);
    problem->suggestion = QString::fromStdString(failure.at.suggestion);
    for (const std::string &expected : failure.at.expected)
        problem->expected.append(QString::fromStdString(expected));
    return problem;
}

console::FilterCompletion toView(const query::Completion &completion, std::string_view text)
{
    console::FilterCompletion view;
    view.offset = utf16Offset(text, completion.offset);
    view.length = utf16Offset(text, completion.offset + completion.length) - view.offset;
    for (const query::Suggestion &suggestion : completion.suggestions)
        view.suggestions.push_back({.text = QString::fromStdString(suggestion.text),
            .detail = QString::fromStdString(suggestion.detail)});
    return view;
}

codec::RowFormat formatOf(console::QueryExportFormat format)
{
    switch (format) {
    case console::QueryExportFormat::Csv:
        return codec::RowFormat::Csv;
    case console::QueryExportFormat::Tsv:
        return codec::RowFormat::Tsv;
    case console::QueryExportFormat::Json:
        return codec::RowFormat::Json;
    case console::QueryExportFormat::Ndjson:
        return codec::RowFormat::Ndjson;
    case console::QueryExportFormat::Markdown:
        break;
    }
    return codec::RowFormat::Markdown;
}

} // namespace

RuntimeQueryDesk::RuntimeQueryDesk(Runtime &runtime, DesktopUser &user, QObject *parent)
    : QueryDesk(parent)
    , m_runtime(runtime)
    , m_user(user)
{}

query::QueryRequest RuntimeQueryDesk::request(
    const QString &text, const console::QueryContext &context) const
{
    const config::QuerySettings settings = m_runtime.settings().current().query;
    const Principal who = m_user.principal();
    return {.text = text.toStdString(),
        .cluster = context.cluster,
        .asOf = context.asOf,
        .range = context.range,
        .scope = who.scope,
        .mayReadSensitive = roleHas(who.role, Capability::ReadSensitive),
        .mayReadCommands = roleHas(who.role, Capability::RunCommands),
        .mayReadAudit = roleHas(who.role, Capability::ReadAllAudit),
        .limits = {.rows = static_cast<std::size_t>(settings.rows), .time = settings.time}};
}

QFuture<console::QueryAnswer> RuntimeQueryDesk::run(
    const QString &text, const console::QueryContext &context, std::stop_token stop)
{
    const auto promise = std::make_shared<QPromise<console::QueryAnswer>>();
    promise->start();
    query::QueryRequest asked = request(text, context);
    m_runtime.queries().run(
        asked, std::move(stop), [promise, text = asked.text](const query::QueryOutcome &outcome) {
            console::QueryAnswer answer;
            if (outcome)
                answer.result = *outcome;
            else
                answer.problem = problemOf(outcome.error(), text);
            promise->addResult(answer);
            promise->finish();
        });
    return promise->future();
}

console::FilterCheck RuntimeQueryDesk::check(const QString &text) const
{
    const std::string utf8 = text.toStdString();
    const auto parsed = query::parseQuery(utf8, m_runtime.clock().now());
    console::FilterCheck check;
    if (parsed) {
        check.predicate = parsed->where;
        check.normalised = QString::fromStdString(query::printQuery(*parsed));
        return check;
    }
    const query::FilterError &error = parsed.error();
    check.state = error.incomplete ? console::FilterCheck::State::Incomplete
                                   : console::FilterCheck::State::Invalid;
    check.offset = utf16Offset(utf8, error.offset);
    check.length = utf16Offset(utf8, error.offset + error.length) - check.offset;
    check.message = QString::fromStdString(error.message);
    check.suggestion = QString::fromStdString(error.suggestion);
    return check;
}

QFuture<Result<console::FilterCompletion>> RuntimeQueryDesk::complete(
    const QString &text, qsizetype cursor, const console::QueryContext &context)
{
    using Given = Result<console::FilterCompletion>;
    const auto promise = std::make_shared<QPromise<Given>>();
    promise->start();
    query::QueryRequest asked = request(text, context);
    const auto at = static_cast<std::size_t>(text.left(cursor).toUtf8().size());
    m_runtime.queries().complete(
        asked, at, [promise, utf8 = asked.text](const query::Completion &completion) {
            promise->addResult(Given(toView(completion, utf8)));
            promise->finish();
        });
    return promise->future();
}

std::vector<console::QuerySourceView> RuntimeQueryDesk::sources() const
{
    const std::vector<std::int64_t> counts = m_runtime.queries().rowCounts();
    std::vector<console::QuerySourceView> sources;
    for (const query::Schema &schema : query::allSchemas()) {
        console::QuerySourceView view{
            .name = toQString(schema.name), .help = toQString(schema.help)};
        if (sources.size() < counts.size())
            view.rows = counts[sources.size()];
        for (const query::FieldInfo &field : schema.fields)
            view.fields.push_back({.name = toQString(field.names.front()),
                .help = toQString(field.help),
                .type = field.type});
        sources.push_back(std::move(view));
    }
    return sources;
}

console::Answer<std::vector<console::SharedTrait>> RuntimeQueryDesk::whoElse(const QString &text,
    const console::QueryContext &context, std::shared_ptr<const QueryResult> result,
    std::vector<std::size_t> rows)
{
    using Traits = std::vector<console::SharedTrait>;
    using Given = Result<std::shared_ptr<const Traits>>;
    const auto promise = std::make_shared<QPromise<Given>>();
    promise->start();
    const auto give = [promise](Given given) {
        promise->addResult(std::move(given));
        promise->finish();
    };
    query::QueryRequest asked = request(text, context);
    const Timestamp now = isKnown(asked.asOf) ? asked.asOf : m_runtime.clock().now();
    const auto parsed = query::parseQuery(asked.text, now);
    const auto traits = parsed ? traitQuery(*parsed) : std::nullopt;
    if (!traits) {
        give(parsed ? Given(Error{ErrorCode::InvalidArgument,
                 "rows of sums and of changes have no traits to compare"})
                    : Given(Error{ErrorCode::InvalidArgument, parsed.error().message}));
        return promise->future();
    }
    asked.text = query::printQuery(*traits);
    asked.limits = {.rows = kMostCompared, .time = kComparing};
    m_runtime.queries().run(std::move(asked), {},
        [give, result = std::move(result), rows = std::move(rows)](
            const query::QueryOutcome &outcome) {
            if (!outcome)
                return give(Error{outcome.error().failure, outcome.error().at.message});
            give(std::make_shared<const Traits>(sharedTraits(**outcome, *result, rows)));
        });
    return promise->future();
}

QString RuntimeQueryDesk::narrowed(const QString &text, const QString &field,
    const QueryValue &value, bool negated, bool alternative) const
{
    using query::Narrowing;
    const Narrowing how = alternative ? (negated ? Narrowing::OrNot : Narrowing::Or)
                                      : (negated ? Narrowing::AndNot : Narrowing::And);
    return QString::fromStdString(query::narrowedQuery(
        text.toStdString(), field.toStdString(), value, how, m_runtime.clock().now()));
}

QString RuntimeQueryDesk::exportText(
    const QueryResult &result, console::QueryExportFormat format) const
{
    return QString::fromStdString(codec::queryRows(result, formatOf(format)));
}

} // namespace binnacle::runtime
