#include "ui/mesh/mesh_table_model.h"

#include "ui/mesh/mesh_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// What has no value sorts below everything that has one.
QVariant sortKey(std::optional<double> value)
{
    return value.value_or(-1);
}

QString changeWords(MeshChange change)
{
    return changeGlyph(change) + u' ' + changeText(change);
}

// The worse the larger; equal states by their errors.
QVariant stateKey(StatusKind status, const Traffic &traffic)
{
    return severity(status) * 1'000 + traffic.errorRate().value_or(0);
}

template<typename Key>
MeshChange valueOf(const std::map<Key, MeshChange> &changes, const Key &key)
{
    const auto found = changes.find(key);
    return found == changes.end() ? MeshChange::Same : found->second;
}

} // namespace

MeshTableModel::MeshTableModel(About about, QObject *parent)
    : QAbstractTableModel(parent)
    , m_about(about)
    , m_columns(columnsOf(about))
{}

std::vector<MeshTableModel::Column> MeshTableModel::columnsOf(About about)
{
    std::vector<Column> result;
    if (about == About::Services) {
        result = {{tr("Service"), CellKind::BoldName, 140}, {tr("Namespace"), CellKind::Text, 90}};
    } else {
        result = {{tr("Caller"), CellKind::Name, 150}, {tr("Callee"), CellKind::Name, 150}};
    }
    const auto measured = [](const QString &title, CellKind kind, const QStringList &samples) {
        return Column{title, kind, cellWidth(kind, samples)};
    };
    result.push_back(measured(tr("State"), CellKind::Status,
        {sloStatusText(SloStatus::Warning), sloStatusText(SloStatus::Unknown)}));
    const QStringList changes{changeWords(MeshChange::Degraded), changeWords(MeshChange::Removed)};
    result.push_back(measured(tr("Change"), CellKind::Text, changes));
    result.push_back(measured(tr("Requests"), CellKind::Number, {requestRateText(9'994)}));
    result.push_back(measured(tr("Errors"), CellKind::Number, {errorRateText(0.005)}));
    for (const QString &title : {tr("p50"), tr("p95"), tr("p99")})
        result.push_back(measured(title, CellKind::Number, {latencyText(999), latencyText(9'990)}));
    if (about == About::Services) {
        result.push_back({tr("mTLS"), CellKind::Number, 72});
        result.push_back({tr("Whose errors"), CellKind::Text, 96});
    }
    result.push_back({tr("Seen"), CellKind::Text, 60});
    return result;
}

CellKind MeshTableModel::kindOf(int column) const
{
    return m_columns[static_cast<std::size_t>(column)].kind;
}

int MeshTableModel::widthOf(int column) const
{
    return m_columns[static_cast<std::size_t>(column)].width;
}

void MeshTableModel::showPicture(const console::MeshPicture *picture)
{
    if (!picture)
        return setRows({});
    setRows(m_about == About::Services ? serviceRows(*picture) : callRows(*picture));
}

void MeshTableModel::addTraffic(
    std::vector<Cell> &cells, const MeshGraph &graph, const Traffic &traffic)
{
    const bool hasTraffic = traffic.requests > 0;
    const auto rate
        = hasTraffic ? std::optional(graph.rate(traffic.requests)) : std::optional<double>();
    const auto errors = traffic.errorRate();
    cells.push_back({requestRateText(rate), sortKey(rate)});
    cells.push_back(
        {errorRateText(errors), sortKey(errors), -1, troubleTone(errorRateStatus(errors))});
    for (const double quantile : {0.5, 0.95, 0.99}) {
        const auto ms = traffic.quantile(quantile);
        const Tone tone = quantile == 0.95 ? troubleTone(latencyStatus(ms)) : Tone::Text;
        cells.push_back({latencyText(ms), sortKey(ms), -1, tone});
    }
}

MeshTableModel::Cell MeshTableModel::stateCell(SloStatus status, const Traffic &traffic)
{
    const StatusKind kind = statusKind(status);
    return {
        sloStatusText(status), stateKey(kind, traffic), static_cast<int>(kind), troubleTone(kind)};
}

MeshTableModel::Cell MeshTableModel::changeCell(MeshChange change)
{
    if (change == MeshChange::Same)
        return {};
    return {changeWords(change), static_cast<int>(change), -1,
        change == MeshChange::Degraded ? Tone::Critical : Tone::Text};
}

std::vector<MeshTableModel::Row> MeshTableModel::serviceRows(const console::MeshPicture &picture)
{
    std::map<ServiceRef, MeshChange> changes;
    if (picture.diff) {
        for (const MeshNodeDelta &row : picture.diff->nodes)
            changes.emplace(row.service, row.delta.change);
    }
    std::vector<Row> rows;
    const auto add = [&](const MeshNode &node, const QString &seen) {
        Row row{MeshSelection::of(node.service), {}};
        const auto tls = node.traffic.tlsShare();
        row.cells = {{serviceText(node.service)}, {namespaceText(node.service.ns)},
            stateCell(node.status, node.shown()), changeCell(valueOf(changes, node.service))};
        addTraffic(row.cells, picture.graph, node.shown());
        row.cells.push_back(
            {tls ? errorRateText(tls) : u"—"_s, sortKey(tls), -1, troubleTone(mtlsStatus(tls))});
        row.cells.push_back({node.origin == ErrorOrigin::Own ? tr("own")
                : node.origin == ErrorOrigin::Inherited      ? tr("inherited")
                                                             : QString()});
        row.cells.push_back({seen});
        rows.push_back(std::move(row));
    };
    for (const MeshNode &node : picture.graph.nodes)
        add(node, node.isNew ? tr("new") : node.isIdle ? tr("idle") : QString());
    for (const auto &[service, change] : changes) {
        MeshNode gone;
        gone.service = service;
        if (change == MeshChange::Removed && !picture.graph.find(service))
            add(gone, tr("gone"));
    }
    return rows;
}

std::vector<MeshTableModel::Row> MeshTableModel::callRows(const console::MeshPicture &picture)
{
    std::map<EdgeRef, MeshChange> changes;
    if (picture.diff) {
        for (const MeshEdgeDelta &row : picture.diff->edges)
            changes.emplace(row.edge, row.delta.change);
    }
    std::set<EdgeRef> shown;
    std::vector<Row> rows;
    const auto add = [&](const MeshEdge &edge, const QString &seen) {
        Row row{MeshSelection::of(edge.edge), {}};
        row.cells = {{toText(edge.edge.source.text())}, {toText(edge.edge.target.text())},
            stateCell(edge.status, edge.traffic), changeCell(valueOf(changes, edge.edge))};
        addTraffic(row.cells, picture.graph, edge.traffic);
        row.cells.push_back({seen});
        rows.push_back(std::move(row));
    };
    for (const MeshEdge &edge : picture.graph.edges) {
        add(edge, edge.isNew ? tr("new") : edge.isIdle ? tr("idle") : QString());
        shown.insert(edge.edge);
    }
    for (const auto &[ref, change] : changes) {
        MeshEdge gone;
        gone.edge = ref;
        if (change == MeshChange::Removed && !shown.contains(ref))
            add(gone, tr("gone"));
    }
    return rows;
}

void MeshTableModel::setRows(std::vector<Row> rows)
{
    std::map<std::pair<ServiceRef, EdgeRef>, std::size_t> wanted;
    const auto keyOf
        = [](const Row &row) { return std::pair(row.selection.service, row.selection.edge); };
    for (std::size_t i = 0; i < rows.size(); ++i)
        wanted.emplace(keyOf(rows[i]), i);
    for (int i = rowCount() - 1; i >= 0; --i) {
        Row &row = m_rows[static_cast<std::size_t>(i)];
        const auto found = wanted.find(keyOf(row));
        if (found == wanted.end()) {
            beginRemoveRows({}, i, i);
            m_rows.erase(m_rows.begin() + i);
            endRemoveRows();
            continue;
        }
        if (row != rows[found->second]) {
            row = std::move(rows[found->second]);
            emit dataChanged(index(i, 0), index(i, columnCount() - 1));
        }
        wanted.erase(found);
    }
    if (wanted.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(wanted.size()) - 1);
    for (const auto &[key, i] : wanted)
        m_rows.push_back(std::move(rows[i]));
    endInsertRows();
}

const MeshSelection &MeshTableModel::selectionAt(int row) const
{
    return m_rows[static_cast<std::size_t>(row)].selection;
}

int MeshTableModel::rowOf(const MeshSelection &selection) const
{
    const auto found = std::ranges::find(m_rows, selection, &Row::selection);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int MeshTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MeshTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant MeshTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const Cell &cell = row.cells[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case SortRole:
        return cell.sortKey.isValid() ? cell.sortKey : QVariant(cell.text);
    case CellStatusRole:
        return cell.status >= 0 ? QVariant(cell.status) : QVariant();
    case CellToneRole:
        return static_cast<int>(cell.tone);
    case Qt::AccessibleTextRole:
        return cell.text;
    default:
        return {};
    }
}

QVariant MeshTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column &column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole && column.kind == CellKind::Number)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

} // namespace binnacle::ui
