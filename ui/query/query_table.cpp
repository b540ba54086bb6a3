#include "ui/query/query_table.h"

#include "core/console/ui_memory.h"
#include "ui/query/query_result_model.h"
#include "ui/query/query_text.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/table_style.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>

#include <algorithm>
#include <array>
#include <numeric>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kWidthsKey = u"query/widths"_s;
constexpr int kMeasuredRows = 100; // what decides the width of a column
constexpr int kLeastWidth = 64;
constexpr int kMostWidth = 420;

CellDelegate *delegateOf(CellKind kind, QObject *parent)
{
    return new CellDelegate(kind, parent);
}

} // namespace

QueryTable::QueryTable(QueryResultModel &model, console::UiMemory &memory, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_memory(memory)
{
    setObjectName(u"queryTable"_s);
    setAccessibleName(tr("Rows of the result"));
    setModel(&model);
    styleTable(*this);
    QHeaderView &header = *horizontalHeader();
    header.setStretchLastSection(false);
    header.setSortIndicatorClearable(true);
    setSortingEnabled(true);
    header.setSortIndicator(-1, Qt::AscendingOrder);
    const QJsonObject given = QJsonDocument::fromJson(memory.value(kWidthsKey)).object();
    for (auto it = given.begin(); it != given.end(); ++it)
        m_given.insert(it.key(), it.value().toInt());

    connect(&model, &QAbstractItemModel::modelReset, this, &QueryTable::styleColumns);
    connect(&header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (!m_isFitting && width > 0)
            keepWidth(column, width);
    });
    connect(this, &QTableView::doubleClicked, this, [this] { emit intended(Intent::Open); });
}

QList<int> QueryTable::selectedRowNumbers() const
{
    QList<int> rows;
    for (const QModelIndex &at : selectionModel()->selectedRows())
        rows.append(at.row());
    std::ranges::sort(rows);
    return rows;
}

void QueryTable::styleColumns()
{
    static constexpr std::array kKinds{
        CellKind::Text, CellKind::Name, CellKind::Number, CellKind::Time, CellKind::Status};
    QHash<int, CellDelegate *> delegates;
    for (const CellKind kind : kKinds) {
        const QString name = u"cells%1"_s.arg(static_cast<int>(kind));
        auto *delegate = findChild<CellDelegate *>(name, Qt::FindDirectChildrenOnly);
        if (!delegate) {
            delegate = delegateOf(kind, this);
            delegate->setObjectName(name);
        }
        delegates.insert(static_cast<int>(kind), delegate);
    }
    m_wishes.clear();
    const auto &result = m_model.result();
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const CellKind kind = queryCellKind(result->columns[static_cast<std::size_t>(column)]);
        setItemDelegateForColumn(column, delegates.value(static_cast<int>(kind)));
        m_wishes += wishedWidth(column);
    }
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    fitColumns();
    scrollToTop();
}

int QueryTable::wishedWidth(int column) const
{
    const QString name = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    // The sort indicator needs room beside the name.
    int wish = QFontMetrics(smallFont()).horizontalAdvance(name) + 2 * kCellPadding + 18;
    const QStyleOptionViewItem option;
    for (int row = 0; row < std::min(m_model.rowCount(), kMeasuredRows); ++row) {
        const QModelIndex at = m_model.index(row, column);
        wish = std::max(wish, itemDelegateForIndex(at)->sizeHint(option, at).width());
    }
    return std::clamp(wish, kLeastWidth, kMostWidth);
}

// Room beyond what the columns wish for goes to them by their width, but not to those a user set.
void QueryTable::fitColumns()
{
    if (m_isFitting || m_wishes.size() != m_model.columnCount())
        return;
    m_isFitting = true;
    int given = 0;
    int wished = 0;
    QList<int> widths = m_wishes;
    QList<bool> isGiven;
    for (int column = 0; column < widths.size(); ++column) {
        const QString name = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const bool isSet = m_given.contains(name);
        isGiven += isSet;
        if (isSet)
            widths[column] = m_given.value(name);
        (isSet ? given : wished) += widths[column];
    }
    const int room = viewport()->width() - given - wished;
    int rest = std::max(room, 0);
    for (int column = 0; column < widths.size(); ++column) {
        if (room > 0 && !isGiven[column] && wished > 0) {
            const int share = std::min(rest, room * widths[column] / wished);
            widths[column] += share;
            rest -= share;
        }
        setColumnWidth(column, widths[column]);
    }
    m_isFitting = false;
}

void QueryTable::keepWidth(int column, int width)
{
    const QString name = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    if (name.isEmpty())
        return;
    m_given.insert(name, width);
    QJsonObject kept;
    for (auto it = m_given.cbegin(); it != m_given.cend(); ++it)
        kept.insert(it.key(), it.value());
    m_memory.setValue(kWidthsKey, QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

void QueryTable::markCurrent()
{
    const QModelIndex at = currentIndex();
    if (!at.isValid())
        return;
    m_model.setMarked(at.row(), !m_model.isMarked(at.row()));
    moveCurrent(1);
}

// From the nearest marked row above, or below, to the current one.
void QueryTable::markRange()
{
    const QModelIndex at = currentIndex();
    if (!at.isValid())
        return;
    int from = at.row();
    for (int row = at.row() - 1; row >= 0 && from == at.row(); --row)
        from = m_model.isMarked(row) ? row : from;
    int to = at.row();
    for (int row = at.row() + 1; row < m_model.rowCount() && from == at.row() && to == at.row();
         ++row)
        to = m_model.isMarked(row) ? row : to;
    for (int row = from; row <= to; ++row)
        m_model.setMarked(row, true);
}

bool QueryTable::moveCurrent(int rows)
{
    if (m_model.rowCount() == 0)
        return true;
    const int now = currentIndex().isValid() ? currentIndex().row() + rows : 0;
    const QModelIndex at = m_model.index(
        std::clamp(now, 0, m_model.rowCount() - 1), std::max(currentIndex().column(), 0));
    setCurrentIndex(at);
    scrollTo(at);
    return true;
}

bool QueryTable::intend(int key, Qt::KeyboardModifiers modifiers)
{
    const auto tell = [this](Intent intent) {
        emit intended(intent);
        return true;
    };
    if (modifiers == Qt::ControlModifier && key == Qt::Key_C)
        return tell(Intent::CopyRows);
    if (modifiers == Qt::ControlModifier && key == Qt::Key_Backslash)
        return tell(Intent::ClearMarks);
    if (modifiers == Qt::ControlModifier && key == Qt::Key_Space) {
        markRange();
        return true;
    }
    if ((modifiers & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (key) {
    case Qt::Key_J:
        return moveCurrent(1);
    case Qt::Key_K:
        return moveCurrent(-1);
    case Qt::Key_Space:
        markCurrent();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return tell(Intent::Open);
    case Qt::Key_W:
        return tell(Intent::WhoElse);
    case Qt::Key_E:
        return tell(Intent::Events);
    case Qt::Key_M:
        return tell(Intent::Mesh);
    case Qt::Key_C:
        return tell(Intent::CopyName);
    default:
        return false;
    }
}

void QueryTable::keyPressEvent(QKeyEvent *event)
{
    if (intend(event->key(), event->modifiers())) {
        event->accept();
        return;
    }
    const bool isLetter = !event->text().isEmpty() && event->text().at(0).isPrint();
    if (isLetter || event->key() == Qt::Key_Escape)
        event->ignore(); // for the window: g o, /, ?
    else
        QTableView::keyPressEvent(event);
}

void QueryTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex cell = byKey ? currentIndex() : indexAt(event->pos());
    if (!cell.isValid())
        return;
    const QPoint at
        = byKey ? viewport()->mapToGlobal(visualRect(cell).center()) : event->globalPos();
    emit cellMenuRequested(cell, at);
}

void QueryTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

} // namespace binnacle::ui
