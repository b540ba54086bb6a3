#include "ui/mesh/mesh_inspector_tables.h"

#include "ui/mesh/mesh_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/table_style.h"

#include <QHeaderView>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostCalls = 12; // rows that are seen; more scroll
constexpr int kMostEvents = 6;

void styleSmall(QTableWidget &table, std::initializer_list<std::pair<CellKind, int>> columns)
{
    styleTable(table);
    table.setStyleSheet(u"background: transparent"_s); // part of the panel it stands in
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table.setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    table.horizontalHeader()->setSectionsMovable(false);
    table.horizontalHeader()->setStretchLastSection(false);
    int column = 0;
    for (const auto &[kind, width] : columns) {
        table.setItemDelegateForColumn(column, new CellDelegate(kind, &table));
        if (width > 0)
            table.setColumnWidth(column, width);
        else
            table.horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
        ++column;
    }
}

void put(QTableWidget &table, int row, int column, const QString &text, Tone tone = Tone::Text)
{
    QTableWidgetItem *item = table.item(row, column);
    if (!item) {
        item = new QTableWidgetItem;
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        table.setItem(row, column, item);
    }
    item->setText(text);
    item->setData(CellToneRole, static_cast<int>(tone));
}

void fitHeight(QTableWidget &table, int rows, int mostRows)
{
    const QHeaderView *header = table.horizontalHeader();
    const int head = header->isHidden() ? 0 : header->height();
    table.setRowCount(rows);
    table.setFixedHeight(head + std::clamp(rows, 0, mostRows) * kRowHeight + 2);
}

} // namespace

MeshCallTable::MeshCallTable(QWidget *parent)
    : QTableWidget(0, 5, parent)
{
    setObjectName(u"meshCalls"_s);
    setAccessibleName(tr("Callers and callees"));
    styleSmall(*this,
        {{CellKind::Text, 38}, {CellKind::Text, 0}, {CellKind::Number, 48}, {CellKind::Number, 62},
            {CellKind::Number, 66}});
    setHorizontalHeaderLabels({{}, tr("service"), tr("rps"), tr("errors"), tr("p95")});
    for (const int column : {2, 3, 4})
        horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const auto choose = [this](int row) {
        if (row >= 0 && row < static_cast<int>(m_rows.size()))
            emit serviceChosen(m_rows[static_cast<std::size_t>(row)].service);
    };
    connect(this, &QTableWidget::cellClicked, this, choose);
    connect(this, &QTableWidget::cellActivated, this, choose);
}

void MeshCallTable::showRows(std::vector<Row> rows)
{
    std::ranges::stable_sort(rows, [](const Row &a, const Row &b) {
        return a.isCallee != b.isCallee ? b.isCallee : a.traffic.requests > b.traffic.requests;
    });
    m_rows = std::move(rows);
    fitHeight(*this, static_cast<int>(m_rows.size()), kMostCalls);
    for (int i = 0; i < rowCount(); ++i) {
        const Row &row = m_rows[static_cast<std::size_t>(i)];
        const auto errors = row.traffic.errorRate();
        const auto p95 = row.traffic.quantile(0.95);
        put(*this, i, 0, row.isCallee ? tr("out", "a call to") : tr("in", "a call from"),
            Tone::Muted);
        put(*this, i, 1, serviceText(row.service));
        put(*this, i, 2, requestRateText(row.rate).section(u' ', 0, 0));
        put(*this, i, 3, errorRateText(errors), troubleTone(errorRateStatus(errors)));
        put(*this, i, 4, latencyText(p95), troubleTone(latencyStatus(p95)));
        item(i, 1)->setToolTip(toText(row.service.text()));
    }
}

MeshEventList::MeshEventList(QWidget *parent)
    : QTableWidget(0, 3, parent)
{
    setObjectName(u"meshEvents"_s);
    setAccessibleName(tr("Latest events"));
    styleSmall(*this, {{CellKind::Status, 128}, {CellKind::Text, 0}, {CellKind::Number, 54}});
    horizontalHeader()->hide();
    const auto choose = [this](int row) {
        if (row >= 0 && row < static_cast<int>(m_ids.size()))
            emit eventChosen(m_ids[static_cast<std::size_t>(row)]);
    };
    connect(this, &QTableWidget::cellClicked, this, choose);
    connect(this, &QTableWidget::cellActivated, this, choose);
}

void MeshEventList::showEvents(const console::Events &events, Timestamp now)
{
    m_ids.clear();
    fitHeight(*this, std::min(static_cast<int>(events.size()), kMostEvents), kMostEvents);
    for (int i = 0; i < rowCount(); ++i) {
        const ClusterEvent &event = events[static_cast<std::size_t>(i)];
        m_ids.push_back(event.id);
        const bool isWarning = event.type == EventType::Warning;
        QString what = toText(event.message).section(u'\n', 0, 0);
        if (event.count > 1)
            what = u"%1× · %2"_s.arg(countText(event.count), what);
        put(*this, i, 0, toText(event.reason));
        put(*this, i, 1, what, Tone::Muted);
        // One unit is enough here: "4 m".
        put(*this, i, 2, ageText(event.last, now).section(u' ', 0, 1), Tone::Muted);
        item(i, 0)->setData(CellStatusRole,
            static_cast<int>(isWarning ? StatusKind::Warning : StatusKind::Neutral));
    }
}

} // namespace binnacle::ui
