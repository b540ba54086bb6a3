#pragma once

#include "core/console/console_types.h"
#include "core/domain/query_result.h"

#include <QObject>
#include <QString>

#include <memory>
#include <stop_token>
#include <variant>
#include <vector>

namespace binnacle::console {

// One source of rows with its fields, for the panel beside the editor.
struct QuerySourceView
{
    struct Field
    {
        QString name;
        QString help; // English; technical
        FieldType type = FieldType::Text;
    };
    QString name;
    QString help;
    qint64 rows = -1; // right now; -1: not known
    std::vector<Field> fields;
};

// Where a query stands: what the window shows.
struct QueryContext
{
    ClusterId cluster;
    Timestamp asOf{}; // unknown: now
    TimeRange range;
};

struct QueryProblem
{
    ErrorCode code = ErrorCode::InvalidArgument;
    qsizetype offset = 0; // UTF-16 span of the text; length 0 when it is not about a place
    qsizetype length = 0;
    QString message;
    QString suggestion;
    QStringList expected;
};
// Exactly one of the two is set.
struct QueryAnswer
{
    std::shared_ptr<const QueryResult> result;
    std::shared_ptr<const QueryProblem> problem;
};

// What the selected rows share more often than the rest: "node = node-5: 9 of 9, else 4 of 120".
struct SharedTrait
{
    QString field;
    QString value;
    qint64 selected = 0; // of those marked
    qint64 selectedTotal = 0;
    qint64 others = 0; // of all others that match the source
    qint64 othersTotal = 0;
    double score = 0; // how surprising; larger is more
};

enum class QueryExportFormat { Csv, Json, Ndjson, Markdown, Tsv };

// The query view's half of the query language. Lives on the GUI thread; never blocks.
class QueryDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual QFuture<QueryAnswer> run(
        const QString &text, const QueryContext &context, std::stop_token stop)
        = 0;
    // Parses only: microseconds. Valid, incomplete or invalid, as a filter.
    virtual FilterCheck check(const QString &text) const = 0;
    virtual QFuture<Result<FilterCompletion>> complete(
        const QString &text, qsizetype cursor, const QueryContext &context)
        = 0;
    virtual std::vector<QuerySourceView> sources() const = 0;
    // Ranks what the marked rows of a result share against the base rate of all rows of the
    // source. `rows` are indexes into result->rows.
    virtual Answer<std::vector<SharedTrait>> whoElse(const QString &text,
        const QueryContext &context, std::shared_ptr<const QueryResult> result,
        std::vector<std::size_t> rows)
        = 0;
    // The text with one more condition on its rows: .where(… and node = "node-5"), at the right
    // place. `negated` and `alternative` give "and not", "or", "or not".
    virtual QString narrowed(const QString &text, const QString &field, const QueryValue &value,
        bool negated, bool alternative) const = 0;
    // For clipboard and files; CSV cells that a spreadsheet would run are made harmless.
    virtual QString exportText(const QueryResult &result, QueryExportFormat format) const = 0;
};

} // namespace binnacle::console
