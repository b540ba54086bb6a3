#include "core/query/execution/filter_program.h"
#include "core/query/execution/grouping.h"
#include "core/query/execution/query_run.h"
#include "core/query/execution/result_shape.h"

#include <algorithm>

namespace binnacle::query {

namespace {

std::string scanName(const Table &table)
{
    std::string name = "scan " + std::string(schemaOf(table.source()).name);
    if (!table.cluster().value.empty())
        name += " of " + table.cluster().value;
    return name;
}

Result<Selection> matches(QueryRun &run, const Table &table, const PredicatePtr &where)
{
    StepTimer step(run, scanName(table));
    const Result<FilterProgram> program = FilterProgram::compile(where, table);
    if (!program)
        return program.error();
    const std::size_t looked = table.rowCount();
    Result<Selection> rows = program->run(run.guard);
    if (!rows)
        return rows;
    if (!run.request.scope.isEverything())
        keepIf(*rows, [&](RowIndex row) { return table.isVisible(row, run.request.scope); });
    run.result.explain.rowsScanned += looked;
    step.rows(looked, rows->size());
    return rows;
}

Status answerSums(QueryRun &run, const std::vector<TablePtr> &tables)
{
    Grouping grouping(run.query);
    for (const TablePtr &table : tables) {
        const Result<Selection> rows = matches(run, *table, run.query.where);
        if (!rows)
            return rows.error();
        StepTimer step(run, "sum");
        if (Status added = grouping.add(*table, *rows, run.guard); !added)
            return added;
        step.rows(rows->size(), rows->size());
    }
    answerFromGroups(run, grouping.take());
    return Done{};
}

} // namespace

Result<RowList> matchingRows(QueryRun &run, std::vector<TablePtr> tables, const PredicatePtr &where)
{
    RowList list{.tables = std::move(tables), .rows = {}};
    for (std::size_t i = 0; i < list.tables.size(); ++i) {
        const Result<Selection> rows = matches(run, *list.tables[i], where);
        if (!rows)
            return rows.error();
        list.rows.reserve(list.rows.size() + rows->size());
        for (const RowIndex row : *rows)
            list.rows.push_back({.table = static_cast<std::uint32_t>(i), .row = row});
    }
    return list;
}

Status answerFromTables(QueryRun &run, std::vector<TablePtr> tables)
{
    if (run.query.isAggregated())
        return answerSums(run, tables);
    Result<RowList> rows = matchingRows(run, std::move(tables), run.query.where);
    if (!rows)
        return rows.error();
    return answerFromRows(run, *std::move(rows));
}

Status answerFromRows(QueryRun &run, RowList rows)
{
    const std::size_t total = rows.rows.size();
    const Cut cut = cutOf(run.query, total, run.request.limits);
    if (!run.query.sort.empty()) {
        StepTimer step(run, "sort");
        const Status sorted = sortRows(rows, run.query.sort, cut.offset + cut.count, run.guard);
        if (!sorted)
            return sorted;
        step.rows(total, total);
    }
    StepTimer step(run, "project");
    const std::vector<FieldRef> fields = shownFields(run.query, run.hasSeveralClusters());
    run.result.columns = columnsOf(schemaOf(run.query.source), fields);
    projectRows(rows, fields, cut.offset, cut.count, run.result);
    run.result.total = static_cast<std::int64_t>(total);
    run.result.isCapped = cut.isCapped;
    step.rows(total, cut.count);
    return Done{};
}

void answerFromGroups(QueryRun &run, std::vector<std::vector<QueryValue>> rows)
{
    StepTimer step(run, "sort and cut groups");
    const std::size_t total = rows.size();
    const Cut cut = cutOf(run.query, total, run.request.limits);
    sortGroups(run.query, rows);
    run.result.columns = groupColumns(run.query);
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(cut.offset);
    run.result.rows.assign(std::make_move_iterator(first),
        std::make_move_iterator(first + static_cast<std::ptrdiff_t>(cut.count)));
    run.result.total = static_cast<std::int64_t>(total);
    run.result.isCapped = cut.isCapped;
    step.rows(total, cut.count);
}

} // namespace binnacle::query
