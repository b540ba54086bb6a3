#include "ui/mesh/mesh_tables.h"

#include "ui/widgets/column_fit.h"
#include "ui/widgets/panel.h"

#include <QContextMenuEvent>
#include <QKeyEvent>

#include <utility>
#include <vector>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kState = 2; // column

} // namespace

MeshTableOrder::MeshTableOrder(MeshTableModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
    setSortRole(MeshTableModel::SortRole);
    setDynamicSortFilter(true);
}

void MeshTableOrder::setMatches(std::optional<MeshMatches> matches)
{
    m_matches = std::move(matches);
    invalidateFilter();
}

bool MeshTableOrder::filterAcceptsRow(int row, const QModelIndex &) const
{
    if (!m_matches)
        return true;
    const MeshSelection &selection = m_model.selectionAt(row);
    return selection.isService() ? m_matches->services.contains(selection.service)
                                 : m_matches->edges.contains(selection.edge);
}

void MeshTable::keyPressEvent(QKeyEvent *event)
{
    const bool isLetter = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))
        && event->text().size() == 1 && event->text().front().isPrint()
        && event->key() != Qt::Key_Space;
    if (isLetter || event->matches(QKeySequence::Copy))
        event->ignore();
    else
        QTableView::keyPressEvent(event);
}

void MeshTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    const QModelIndex index
        = isByMouse ? indexAt(viewport()->mapFromGlobal(event->globalPos())) : currentIndex();
    if (index.isValid())
        emit menuRequested(index,
            isByMouse ? event->globalPos()
                      : viewport()->mapToGlobal(visualRect(index).bottomLeft()));
}

MeshTables::MeshTables(QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_services(newPart(MeshTableModel::About::Services, u"meshServiceTable"_s, tr("Services")))
    , m_calls(newPart(MeshTableModel::About::Calls, u"meshCallTable"_s, tr("Calls")))
{
    setObjectName(u"meshTables"_s);
    setChildrenCollapsible(false);
    setHandleWidth(3);
    setFocusProxy(m_services.table);
}

MeshTables::Part MeshTables::newPart(
    MeshTableModel::About about, const QString &name, const QString &title)
{
    Part part;
    part.model = new MeshTableModel(about, this);
    part.order = new MeshTableOrder(*part.model, this);
    part.table = new MeshTable;
    part.table->setObjectName(name);
    part.table->setAccessibleName(title);
    part.table->setModel(part.order);
    styleTable(*part.table);
    part.table->setSelectionMode(QAbstractItemView::SingleSelection);
    std::vector<ColumnNeed> names;
    for (int column = 0; column < part.model->columnCount(); ++column) {
        const CellKind kind = part.model->kindOf(column);
        styleColumn(*part.table, column, kind, part.model->widthOf(column));
        if (kind == CellKind::Name || kind == CellKind::BoldName)
            names.push_back({.column = column, .isName = true, .fills = true});
    }
    fitColumns(*part.table, names);
    part.table->setSortingEnabled(true);
    part.table->sortByColumn(kState, Qt::DescendingOrder);

    auto *panel = new ui::Panel(title);
    panel->setContent(part.table);
    addWidget(panel);
    connect(part.table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this, part](const QModelIndex &current) {
            if (current.isValid() && !m_isMarking)
                emit picked(selectionOf(part, current));
        });
    connect(part.table, &QTableView::activated, this,
        [this, part](const QModelIndex &index) { emit activated(selectionOf(part, index)); });
    connect(part.table, &MeshTable::menuRequested, this,
        [this, part](const QModelIndex &index, const QPoint &at) {
            emit menuRequested(selectionOf(part, index), at);
        });
    return part;
}

const MeshSelection &MeshTables::selectionOf(const Part &part, const QModelIndex &index) const
{
    return part.model->selectionAt(part.order->mapToSource(index).row());
}

void MeshTables::showPicture(const console::MeshPicture *picture)
{
    m_isMarking = true; // rows that go take the current one along; nobody chose that
    m_services.model->showPicture(picture);
    m_calls.model->showPicture(picture);
    m_isMarking = false;
}

void MeshTables::setSelection(const MeshSelection &selection)
{
    m_isMarking = true;
    mark(m_services, selection);
    mark(m_calls, selection);
    m_isMarking = false;
}

void MeshTables::mark(const Part &part, const MeshSelection &selection)
{
    const int row = part.model->rowOf(selection);
    const QModelIndex index = part.order->mapFromSource(part.model->index(row, 0));
    if (!index.isValid()) {
        part.table->clearSelection();
        part.table->setCurrentIndex({});
    } else if (index.row() != part.table->currentIndex().row()) {
        part.table->setCurrentIndex(index);
    }
}

void MeshTables::showOnly(const MeshMatches &matches)
{
    m_services.order->setMatches(matches);
    m_calls.order->setMatches(matches);
}

void MeshTables::showAll()
{
    m_services.order->setMatches(std::nullopt);
    m_calls.order->setMatches(std::nullopt);
}

} // namespace binnacle::ui
