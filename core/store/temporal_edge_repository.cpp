#include "core/store/temporal_edge_repository.h"

#include "core/store/dictionary.h"
#include "core/store/sql_catalog.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <array>

namespace binnacle::store {

namespace {

Result<Statement> prepareRead(Connection &connection, std::string_view condition)
{
    constexpr std::string_view kPlace = "{rest}";
    const SqlCatalog &catalog = connection.catalog();
    std::string sql = catalog.at("traffic.edges");
    sql.replace(sql.find(kPlace), kPlace.size(), catalog.at(condition));
    return connection.prepareText(sql);
}

TemporalEdge edgeFrom(const Statement &row)
{
    const auto text = [&row](int column) { return std::string(row.text(column)); };
    return {.edge
        = {.source = {.ns = text(1), .name = text(2)}, .target = {.ns = text(3), .name = text(4)}},
        .relation = text(5),
        .source = text(6),
        .properties = text(9),
        .from = fromEpochMs(row.number(7)),
        .to = fromEpochMs(row.number(8)),
        .closedReason = text(10)};
}

// Binds what identifies an edge, in the order cluster, source and target, relation, source.
class EdgeStatement
{
public:
    static Result<EdgeStatement> make(
        WriteContext &context, std::string_view name, const ClusterId &cluster)
    {
        const Result<std::int64_t> number = context.dictionary.cluster(cluster);
        if (!number)
            return number.error();
        Result<Statement> statement = context.connection.prepare(name);
        if (!statement)
            return statement.error();
        return EdgeStatement(context, *std::move(statement), *number);
    }

    // Its own values go to the parameters from `at` on.
    Status bindIdentity(const TemporalEdge &edge, int at)
    {
        const std::array<std::string_view, 6> texts{edge.edge.source.ns, edge.edge.source.name,
            edge.edge.target.ns, edge.edge.target.name, edge.relation, edge.source};
        m_statement.bindAt(at++, m_cluster);
        for (const std::string_view text : texts) {
            const Result<std::int64_t> word = m_context.dictionary.word(text);
            if (!word)
                return word.error();
            m_statement.bindAt(at++, *word);
        }
        return Done{};
    }
    Statement &statement() { return m_statement; }

private:
    EdgeStatement(WriteContext &context, Statement statement, std::int64_t cluster)
        : m_context(context)
        , m_statement(std::move(statement))
        , m_cluster(cluster)
    {}

    WriteContext &m_context;
    Statement m_statement;
    std::int64_t m_cluster;
};

constexpr int kIdentity = 7; // parameters

Status closeEdges(
    WriteContext &context, const ClusterId &cluster, const std::vector<TemporalEdge> &edges)
{
    Result<EdgeStatement> close = EdgeStatement::make(context, "traffic.close_edge", cluster);
    if (!close)
        return close.error();
    for (const TemporalEdge &edge : edges) {
        close->statement().bind(toEpochMs(edge.to), edge.closedReason);
        if (Status bound = close->bindIdentity(edge, 3); !bound)
            return bound;
        if (Status done = close->statement().run(); !done)
            return done;
    }
    return Done{};
}

Status deleteEdges(
    WriteContext &context, const ClusterId &cluster, const std::vector<TemporalEdge> &edges)
{
    Result<EdgeStatement> remove = EdgeStatement::make(context, "traffic.delete_edge", cluster);
    if (!remove)
        return remove.error();
    for (const TemporalEdge &edge : edges) {
        if (Status bound = remove->bindIdentity(edge, 1); !bound)
            return bound;
        remove->statement().bindAt(kIdentity + 1, toEpochMs(edge.from));
        if (Status done = remove->statement().run(); !done)
            return done;
    }
    return Done{};
}

Status openEdges(
    WriteContext &context, const ClusterId &cluster, const std::vector<TemporalEdge> &edges)
{
    Result<EdgeStatement> insert = EdgeStatement::make(context, "traffic.insert_edge", cluster);
    if (!insert)
        return insert.error();
    for (const TemporalEdge &edge : edges) {
        if (Status bound = insert->bindIdentity(edge, 1); !bound)
            return bound;
        insert->statement().bindAt(kIdentity + 1, toEpochMs(edge.from));
        insert->statement().bindAt(kIdentity + 2, edge.properties);
        if (const Status done = insert->statement().run(); !done)
            return withContext(done.error(),
                "open the edge " + edge.edge.source.text() + " to " + edge.edge.target.text());
    }
    return Done{};
}

} // namespace

Result<std::vector<TemporalEdge>> readOpenEdges(
    Connection &connection, const ClusterId &cluster, const std::string &source)
{
    Result<Statement> rows = prepareRead(connection, "traffic.edges_open");
    if (!rows)
        return rows.error();
    rows->bind(cluster.value, source);
    return collectRows(*rows, edgeFrom);
}

Result<std::vector<TemporalEdge>> readEdges(
    Connection &connection, const ClusterId &cluster, const TimeRange &range)
{
    Result<Statement> rows = prepareRead(connection, "traffic.edges_within");
    if (!rows)
        return rows.error();
    rows->bind(cluster.value, toEpochMs(range.to), toEpochMs(range.from));
    return collectRows(*rows, edgeFrom);
}

Status applyEdgeUpdate(WriteContext &context, const ClusterId &cluster, const EdgeUpdate &update)
{
    if (Status closed = closeEdges(context, cluster, update.closed); !closed)
        return closed;
    if (Status deleted = deleteEdges(context, cluster, update.deleted); !deleted)
        return deleted;
    return openEdges(context, cluster, update.opened);
}

} // namespace binnacle::store
