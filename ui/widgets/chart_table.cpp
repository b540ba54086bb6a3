#include "ui/widgets/chart_table.h"

#include "ui/widgets/chart_table_model.h"
#include "ui/widgets/table_style.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

ChartTable::ChartTable(QWidget &chart, Numbers numbers)
    : QObject(&chart)
    , m_chart(chart)
    , m_numbers(std::move(numbers))
    , m_model(new ChartTableModel(this))
{
    chart.installEventFilter(this);
    if (chart.toolTip().isEmpty() && chart.whatsThis().isEmpty())
        chart.setWhatsThis(tr("Ctrl+T shows the numbers as a table."));
}

bool ChartTable::isOpen() const
{
    return m_table && !m_table->isHidden();
}

void ChartTable::numbersChanged()
{
    if (isOpen())
        m_model->setNumbers(m_numbers());
}

void ChartTable::setEnabled(bool isEnabled)
{
    m_isEnabled = isEnabled;
    if (!isEnabled)
        setOpen(false);
}

void ChartTable::build()
{
    m_table = new QTableView(&m_chart);
    m_table->setObjectName(QStringLiteral("chartNumbers"));
    m_table->setModel(m_model);
    styleTable(*m_table);
    m_table->setItemDelegate(new CellDelegate(CellKind::Number, m_table));
    m_table->setItemDelegateForColumn(0, new CellDelegate(CellKind::Time, m_table));
    m_table->setAutoFillBackground(true);
    m_table->setCursor(Qt::ArrowCursor);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->installEventFilter(this);
}

void ChartTable::setOpen(bool isOpen)
{
    if (isOpen == this->isOpen())
        return;
    if (!isOpen) {
        const bool hadFocus = m_table->hasFocus();
        m_table->hide();
        m_model->setNumbers({}); // the chart's numbers may be gone before it opens again
        if (hadFocus)
            m_chart.setFocus(Qt::OtherFocusReason);
        return;
    }
    if (!m_table)
        build();
    m_model->setNumbers(m_numbers());
    m_table->setAccessibleName(tr("%1 in numbers").arg(m_chart.accessibleName()));
    m_table->setGeometry(m_chart.rect());
    m_table->show();
    m_table->raise();
    m_table->setFocus(Qt::OtherFocusReason);
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

bool ChartTable::obey(const QObject *watched, const QKeyEvent &event)
{
    const bool isToggle = event.key() == Qt::Key_T && event.modifiers() == Qt::ControlModifier;
    const bool isInTable = watched == m_table;
    const bool isCopy = isInTable && event.matches(QKeySequence::Copy);
    const bool closes = isInTable && event.key() == Qt::Key_Escape;
    if (!isToggle && !isCopy && !closes)
        return false;
    if (event.type() == QEvent::ShortcutOverride)
        return true; // no shortcut of the view may take it
    if (isCopy)
        copySelection();
    else
        setOpen(isToggle && !isOpen());
    return true;
}

bool ChartTable::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == &m_chart && m_table)
        m_table->setGeometry(m_chart.rect());
    const bool isKey
        = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!m_isEnabled || !isKey || !obey(watched, *static_cast<QKeyEvent *>(event)))
        return QObject::eventFilter(watched, event);
    event->accept();
    return true;
}

void ChartTable::copySelection() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList lines{};
    for (const QModelIndex &row : rows) {
        QStringList cells;
        for (int column = 0; column < m_model->columnCount(); ++column)
            cells += row.siblingAtColumn(column).data().toString();
        lines += cells.join(u'\t');
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace binnacle::ui
