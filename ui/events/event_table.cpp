#include "ui/events/event_table.h"

#include "ui/events/event_table_model.h"
#include "ui/widgets/table_style.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

CellKind cellKind(int column)
{
    switch (column) {
    case EventColumns::LastSeen:
    case EventColumns::FirstSeen:
        return CellKind::Time;
    case EventColumns::Type:
        return CellKind::Status;
    case EventColumns::Object:
    case EventColumns::Node:
        return CellKind::Name;
    case EventColumns::Count:
        return CellKind::Number;
    default:
        return CellKind::Text;
    }
}

} // namespace

EventTable::EventTable(EventTableModel &model, QWidget *parent)
    : QTableView(parent)
    , m_events(model)
{
    setObjectName(u"eventsTable"_s);
    setAccessibleName(tr("Events, newest first"));
    setModel(&model);
    styleTable(*this);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    styleColumns();

    connect(&model, &EventTableModel::aboutToMerge, this, &EventTable::keepPlace);
    connect(&model, &EventTableModel::merged, this, &EventTable::restorePlace);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &EventTable::tellVisibleRows);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { scrollToTop(); });
}

void EventTable::styleColumns()
{
    // First of all: a header that stretches its last column hides others without taking their room.
    horizontalHeader()->setStretchLastSection(false);
    for (int column = 0; column < EventColumns::ColumnCount; ++column) {
        setItemDelegateForColumn(column, new CellDelegate(cellKind(column), this));
        setColumnWidth(column, EventColumns::width(column).least);
        setColumnHidden(column, !EventColumns::isShownAtFirst(column));
    }
    QHeaderView &header = *horizontalHeader();
    header.setObjectName(u"eventsTableHeader"_s);
    header.setSectionsMovable(true);
    connect(&header, &QHeaderView::sectionResized, this, [this](int column, int before, int after) {
        // From or to nothing: the header is about to hide or to show the column, and a width given
        // to it now would stay as a gap.
        if (m_isFitting || before == 0 || after == 0)
            return;
        m_fitsOthers = false;
        m_fitsMessage = m_fitsMessage && column != EventColumns::Message;
        fitColumns();
    });
    header.setSortIndicatorShown(true);
    header.setSortIndicator(EventColumns::LastSeen, Qt::DescendingOrder);
    header.setSectionsClickable(true);
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&header, &QHeaderView::customContextMenuRequested, this, &EventTable::showColumnMenu);
    connect(&header, &QHeaderView::sectionClicked, this, [this](int column) {
        if (column == EventColumns::LastSeen)
            emit intended(Intent::Sort);
    });
}

// Room beyond the least widths goes half to the message and half to the others until these are
// comfortable; the message takes all that is left then.
void EventTable::fitColumns()
{
    if (m_isFitting)
        return;
    m_isFitting = true;
    if (m_fitsOthers)
        fitOthers();
    if (m_fitsMessage && !isColumnHidden(EventColumns::Message)) {
        const int others = horizontalHeader()->length() - columnWidth(EventColumns::Message);
        setColumnWidth(EventColumns::Message,
            std::max(
                EventColumns::width(EventColumns::Message).least, viewport()->width() - others));
    }
    m_isFitting = false;
}

void EventTable::fitOthers()
{
    int least = 0;
    int wish = 0;
    for (int column = 0; column < EventColumns::ColumnCount; ++column) {
        if (isColumnHidden(column))
            continue;
        const EventColumns::Width width = EventColumns::width(column);
        least += width.least;
        wish += column == EventColumns::Message ? 0 : width.comfortable - width.least;
    }
    const int room = std::clamp((viewport()->width() - least) / 2, 0, wish);
    for (int column = 0; column < EventColumns::ColumnCount; ++column) {
        if (isColumnHidden(column) || column == EventColumns::Message)
            continue;
        const EventColumns::Width width = EventColumns::width(column);
        setColumnWidth(
            column, width.least + (width.comfortable - width.least) * room / std::max(wish, 1));
    }
}

void EventTable::setColumnShown(int column, bool shown)
{
    setColumnHidden(column, !shown);
    fitColumns();
}

void EventTable::showColumnMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"eventColumnMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < EventColumns::ColumnCount; ++column) {
        QAction *action = menu->addAction(EventColumns::title(column));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != EventColumns::LastSeen);
        connect(action, &QAction::triggered, this, [this, column](bool isOn) {
            setColumnShown(column, isOn);
            emit columnsChosen();
        });
    }
    menu->popup(horizontalHeader()->mapToGlobal(at));
}

void EventTable::keepWidths()
{
    m_fitsOthers = false;
}

QList<int> EventTable::selectedRowNumbers() const
{
    QList<int> rows;
    for (const QModelIndex &at : selectionModel()->selectedRows())
        rows.append(at.row());
    std::ranges::sort(rows);
    return rows;
}

void EventTable::selectRow(int row)
{
    const QModelIndex at = m_events.index(row, std::max(currentIndex().column(), 0));
    setCurrentIndex(at);
    scrollTo(at);
}

void EventTable::keepPlace()
{
    const int first = verticalScrollBar()->value();
    m_follows = first == 0 || first >= m_events.rowCount();
    if (!m_follows)
        m_place = m_events.keyAt(first);
}

void EventTable::restorePlace()
{
    if (m_follows)
        return;
    // The range of the scroll bar is only known after the layout that the change put off.
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(std::max(m_events.rowOf(m_place), 0));
}

void EventTable::tellVisibleRows()
{
    const int first = verticalScrollBar()->value();
    const int rowHeight = std::max(verticalHeader()->defaultSectionSize(), 1);
    m_events.setVisibleRows(first, first + viewport()->height() / rowHeight);
}

bool EventTable::moveCurrent(int rows)
{
    if (m_events.rowCount() == 0)
        return true;
    const int now = currentIndex().isValid() ? currentIndex().row() + rows : 0;
    selectRow(std::clamp(now, 0, m_events.rowCount() - 1));
    return true;
}

bool EventTable::intend(int key, Qt::KeyboardModifiers modifiers)
{
    const auto tell = [this](Intent intent) {
        emit intended(intent);
        return true;
    };
    if (modifiers == Qt::ControlModifier && key == Qt::Key_C)
        return tell(Intent::CopyRows);
    if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier) && key == Qt::Key_C)
        return tell(Intent::CopyAs);
    if (modifiers == Qt::ShiftModifier && key == Qt::Key_A)
        return tell(Intent::Sort);
    if (modifiers == Qt::ShiftModifier && key == Qt::Key_J)
        return tell(Intent::Owner);
    if (modifiers == Qt::ControlModifier && key == Qt::Key_D)
        return tell(Intent::Delete);
    if ((modifiers & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (key) {
    case Qt::Key_J:
        return moveCurrent(1);
    case Qt::Key_K:
        return moveCurrent(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return tell(Intent::Drill);
    case Qt::Key_D:
        return tell(Intent::Details);
    case Qt::Key_Y:
        return tell(Intent::RawJson);
    case Qt::Key_C:
        return tell(Intent::CopyName);
    case Qt::Key_N:
        return tell(Intent::CopyNamespace);
    case Qt::Key_O:
        return tell(Intent::Owner);
    case Qt::Key_W:
        return tell(Intent::NodeEvents);
    case Qt::Key_S:
        return tell(Intent::Scale);
    case Qt::Key_R:
        return tell(Intent::Restart);
    default:
        return false;
    }
}

void EventTable::keyPressEvent(QKeyEvent *event)
{
    if (intend(event->key(), event->modifiers())) {
        event->accept();
        return;
    }
    const bool isLetter = !event->text().isEmpty() && event->text().at(0).isPrint()
        && event->key() != Qt::Key_Space;
    if (isLetter || event->key() == Qt::Key_Escape)
        event->ignore(); // for the window: g o, /, ?
    else
        QTableView::keyPressEvent(event);
}

bool EventTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Enter)
        emit hovered(true);
    else if (event->type() == QEvent::Leave)
        emit hovered(false);
    return QTableView::viewportEvent(event);
}

void EventTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex cell = byKey ? currentIndex() : indexAt(event->pos());
    if (!cell.isValid())
        return;
    const QPoint at
        = byKey ? viewport()->mapToGlobal(visualRect(cell).center()) : event->globalPos();
    emit cellMenuRequested(cell, at);
}

void EventTable::updateGeometries()
{
    fitColumns(); // a scroll bar came or went
    QTableView::updateGeometries();
}

void EventTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
    tellVisibleRows();
}

// The base class makes the first cell the current one without selecting it, which would show an
// event in the inspector that no row is marked for.
void EventTable::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

} // namespace binnacle::ui
