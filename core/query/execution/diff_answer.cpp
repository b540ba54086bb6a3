#include "core/query/execution/query_run.h"
#include "core/query/execution/record_query.h"
#include "core/query/execution/result_shape.h"
#include "core/query/execution/value_text.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace binnacle::query {

namespace {

enum class Change { Added, Removed, Changed };

std::string changeName(Change change)
{
    switch (change) {
    case Change::Added:
        return "added";
    case Change::Removed:
        return "removed";
    case Change::Changed:
        return "changed";
    }
    return {};
}

struct ChangedRow
{
    Change change = Change::Added;
    RowRef row; // of now, or of then where it is gone
    std::string differences;
};

// What names an object at any moment.
using ObjectKey = std::tuple<std::string, std::string, std::string, std::string>;

// Objects are the same by name, records by their id.
class RowKeys
{
public:
    RowKeys(const Query &query, const RowList &list)
        : m_list(list)
    {
        if (isRecordSource(query.source)) {
            const Schema &schema = schemaOf(query.source);
            m_type = schema.find("id")->type;
            m_ids.emplace(list.tables, FieldRef{.field = schema.find("id")->field, .key = {}});
        }
    }

    ObjectKey of(const RowRef &row)
    {
        if (m_ids)
            return {{}, {}, {}, valueText(valueOf(m_ids->at(row, m_scratch), m_type), m_type)};
        QueryRowSubject subject = m_list.tables[row.table]->subject(row.row);
        return {std::move(subject.cluster.value), std::move(subject.object.kind),
            std::move(subject.object.ns), std::move(subject.object.name)};
    }

private:
    const RowList &m_list;
    FieldType m_type = FieldType::Text;
    std::optional<FieldColumns> m_ids;
    std::string m_scratch;
};

// Readings and ages differ between any two moments and say nothing about what was changed.
bool isSteady(FieldType type)
{
    switch (type) {
    case FieldType::Percent:
    case FieldType::Cores:
    case FieldType::Bytes:
    case FieldType::Span:
    case FieldType::FullText:
        return false;
    default:
        return true;
    }
}

std::vector<FieldRef> comparedFields(const Query &query)
{
    if (!query.fields.empty())
        return query.fields;
    std::vector<FieldRef> fields;
    for (const FieldInfo &info : schemaOf(query.source).fields) {
        if (isSteady(info.type))
            fields.push_back({.field = info.field, .key = {}});
    }
    return fields;
}

// "image: shop/cart:1.2 → shop/cart:1.3; restarts: 0 → 4"; empty: none differs.
class Differences
{
public:
    Differences(const Query &query, const RowList &list)
        : m_fields(comparedFields(query))
        , m_infos(columnsOf(schemaOf(query.source), m_fields))
    {
        for (const FieldRef &field : m_fields)
            m_columns.emplace_back(list.tables, field);
    }

    std::string between(const RowRef &then, const RowRef &now)
    {
        std::string text;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const QueryValue before = valueOf(m_columns[i].at(then, m_scratch), m_infos[i].type);
            const QueryValue after = valueOf(m_columns[i].at(now, m_scratch), m_infos[i].type);
            if (before == after)
                continue;
            text += (text.empty() ? "" : "; ") + m_infos[i].name + ": "
                + valueText(before, m_infos[i].type) + " → " + valueText(after, m_infos[i].type);
        }
        return text;
    }

private:
    std::vector<FieldRef> m_fields;
    std::vector<QueryColumn> m_infos;
    std::vector<FieldColumns> m_columns;
    std::string m_scratch;
};

// The tables of one moment; clusters without a state of then have no rows.
Result<std::vector<TablePtr>> tablesAt(QueryRun &run, Timestamp at)
{
    if (isRecordSource(run.query.source))
        return recordTablesAt(run, at);
    StepTimer step(run, "states as of " + formatRfc3339(at));
    std::vector<TablePtr> tables;
    for (const WorldCluster &cluster : run.clusters) {
        if (Status going = run.guard.check(); !going)
            return going.error();
        Result<TablePtr> table = stateTableAt(run, cluster, at);
        if (!table)
            return table.error();
        if (*table)
            tables.push_back(*std::move(table));
    }
    step.rows(run.clusters.size(), tables.size());
    if (tables.empty())
        return Error{ErrorCode::NotFound, "no state is kept from before " + formatRfc3339(at)};
    return tables;
}

// Rows of both moments in one list, so that one set of columns serves both.
struct BothMoments
{
    RowList list;
    std::size_t now = 0; // the first row of the later moment
};

Result<BothMoments> readBoth(QueryRun &run)
{
    auto tables = tablesAt(run, run.range.from);
    if (!tables)
        return tables.error();
    const std::size_t thenTables = tables->size();
    auto later = tablesAt(run, isKnown(run.range.to) ? run.range.to : run.now);
    if (!later)
        return later.error();
    std::ranges::move(*later, std::back_inserter(*tables));
    auto rows = matchingRows(run, *std::move(tables), run.query.where);
    if (!rows)
        return rows.error();
    BothMoments both{.list = *std::move(rows)};
    const auto first = std::ranges::find_if(
        both.list.rows, [thenTables](const RowRef &row) { return row.table >= thenTables; });
    both.now = static_cast<std::size_t>(first - both.list.rows.begin());
    return both;
}

Result<std::vector<ChangedRow>> changes(QueryRun &run, const BothMoments &both)
{
    StepTimer step(run, "compare");
    const std::vector<RowRef> &rows = both.list.rows;
    RowKeys keys(run.query, both.list);
    std::map<ObjectKey, RowRef> then;
    for (std::size_t i = 0; i < both.now; ++i)
        then.emplace(keys.of(rows[i]), rows[i]);
    Differences differences(run.query, both.list);
    std::map<ObjectKey, ChangedRow> changed;
    for (std::size_t i = both.now; i < rows.size(); ++i) {
        if (i % RunGuard::kRowsBetweenLooks == 0) {
            if (Status going = run.guard.check(); !going)
                return going.error();
        }
        ObjectKey key = keys.of(rows[i]);
        const auto before = then.find(key);
        if (before == then.end()) {
            changed.emplace(std::move(key), ChangedRow{Change::Added, rows[i], {}});
            continue;
        }
        std::string text = differences.between(before->second, rows[i]);
        then.erase(before);
        if (!text.empty())
            changed.emplace(std::move(key), ChangedRow{Change::Changed, rows[i], std::move(text)});
    }
    for (auto &[key, row] : then)
        changed.emplace(key, ChangedRow{Change::Removed, row, {}});
    std::vector<ChangedRow> all;
    for (auto &[key, row] : changed)
        all.push_back(std::move(row));
    step.rows(rows.size(), all.size());
    return all;
}

} // namespace

Status answerDiff(QueryRun &run)
{
    const SourceId source = run.query.source;
    if (!isStateSource(source) && source != SourceId::Clusters && !isRecordSource(source))
        return Error{ErrorCode::InvalidArgument,
            "diff() compares states; " + std::string(schemaOf(source).name)
                + " are a history: ask for a window with .last(1h) or since= and until="};
    if (run.query.isAggregated())
        return Error{ErrorCode::InvalidArgument,
            "diff() gives single rows and cannot be summed: leave out groupby() and the sums"};
    if (!isKnown(run.range.from))
        return Error{ErrorCode::InvalidArgument, "diff() needs the moment to compare with"};
    if (!isRecordSource(source))
        run.result.explain.source = "snapshots kept";
    auto both = readBoth(run);
    if (!both)
        return both.error();
    auto found = changes(run, *both);
    if (!found)
        return found.error();

    RowList list{.tables = both->list.tables, .rows = {}};
    std::map<std::pair<std::uint32_t, RowIndex>, const ChangedRow *> byRow;
    for (const ChangedRow &row : *found) {
        list.rows.push_back(row.row);
        byRow.emplace(std::pair{row.row.table, row.row.row}, &row);
    }
    const Cut cut = cutOf(run.query, found->size(), run.request.limits);
    if (Status sorted = sortRows(list, run.query.sort, cut.offset + cut.count, run.guard); !sorted)
        return sorted;
    const std::vector<FieldRef> fields = shownFields(run.query, run.hasSeveralClusters());
    run.result.columns = columnsOf(schemaOf(source), fields);
    projectRows(list, fields, cut.offset, cut.count, run.result);
    run.result.columns.insert(
        run.result.columns.begin(), {.name = "change", .type = FieldType::Choice});
    run.result.columns.push_back({.name = "differences", .type = FieldType::Text});
    for (std::size_t i = 0; i < cut.count; ++i) {
        const RowRef &row = list.rows[cut.offset + i];
        const ChangedRow &changed = *byRow.at({row.table, row.row});
        std::vector<QueryValue> &values = run.result.rows[i];
        values.insert(values.begin(), changeName(changed.change));
        values.emplace_back(changed.differences);
    }
    run.result.total = static_cast<std::int64_t>(found->size());
    run.result.isCapped = cut.isCapped;
    return Done{};
}

} // namespace binnacle::query
