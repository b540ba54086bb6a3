#include "sample_view.h"

#include "ui/widgets/chip.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/inspector_panel.h"
#include "ui/widgets/meter_bar.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/table_style.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QStandardItem *cell(const QString &text, Tone tone = Tone::Text)
{
    auto *item = new QStandardItem(text);
    item->setData(static_cast<int>(tone), CellToneRole);
    return item;
}

QList<QStandardItem *> rowOf(const ClusterEvent &event, const TimeSelection &time)
{
    const bool isWarning = event.type == EventType::Warning;
    auto *type = new QStandardItem(isWarning ? u"Warning"_s : u"Normal"_s);
    type->setData(
        static_cast<int>(isWarning ? StatusKind::Warning : StatusKind::Neutral), CellStatusRole);
    auto *load = new QStandardItem;
    load->setData(static_cast<double>(event.count) / 12, CellShareRole);
    return {cell(time.timeText(event.last)), type, cell(toText(event.reason)),
        cell(toText(event.involved.kind), Tone::Muted),
        cell(toText(event.involved.ns), Tone::Muted), cell(toText(event.involved.name)),
        cell(toText(event.message), Tone::Muted), cell(countText(event.count)), load};
}

} // namespace

SampleView::SampleView(console::EventFeed &events, TimeSelection &time)
    : m_filter(new FilterBar([&events](const QString &text) { return events.check(text); },
        [&events](const QString &text, qsizetype at) { return events.complete(text, at); }))
    , m_histogram(new EventHistogram(time))
{
    m_filter->setPlaceholder(u"reason = BackOff and namespace = data"_s);
    m_filter->setMatchCount(312, 48'201);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 12, 8);
    bar->setSpacing(8);
    bar->addWidget(new Chip(u"type = Warning"_s));
    bar->addWidget(new Chip(u"19:02 – 19:44"_s));
    bar->addWidget(m_filter, 1);

    const TimeRange range = time.range();
    m_histogram->setRange(range);
    const auto bars = events.histogram({}, range, 2min).result();
    m_histogram->setBars((*bars)->front().bars, 2min);
    m_histogram->setSelection(TimeRange{range.to - 40min, range.to - 10min});
    m_histogram->setRetentionEdge(range.from + 70min);

    const auto page = events.page({}, {}).result();
    auto *split = new QSplitter;
    split->setObjectName(u"sampleSplit"_s);
    split->addWidget(makeTable(events, time));
    split->addWidget(makeInspector((*page)->front(), time));
    split->setStretchFactor(0, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_histogram);
    layout->addWidget(split, 1);
    addAction(new QAction(u"Export as CSV…"_s, this));
}

QWidget *SampleView::makeTable(console::EventFeed &events, const TimeSelection &time)
{
    auto *model = new QStandardItemModel(this);
    model->setHorizontalHeaderLabels({u"Last seen"_s, u"Type"_s, u"Reason"_s, u"Kind"_s,
        u"Namespace"_s, u"Object"_s, u"Message"_s, u"Count"_s, u"Load"_s});
    const auto page = events.page({}, {}).result();
    for (const ClusterEvent &event : **page)
        model->appendRow(rowOf(event, time));
    auto *table = new QTableView;
    table->setObjectName(u"sampleTable"_s);
    table->setModel(model);
    styleTable(*table);
    const CellKind kinds[]{CellKind::Time, CellKind::Status, CellKind::Text, CellKind::Text,
        CellKind::Text, CellKind::Name, CellKind::Text, CellKind::Number, CellKind::Meter};
    const int widths[]{78, 90, 150, 90, 84, 180, 330, 60, 120};
    for (int column = 0; column < 9; ++column) {
        table->setItemDelegateForColumn(column, new CellDelegate(kinds[column], table));
        table->setColumnWidth(column, widths[column]);
    }
    table->selectRow(1);
    return table;
}

QWidget *SampleView::makeInspector(const ClusterEvent &event, const TimeSelection &time)
{
    auto *inspector = new InspectorPanel;
    inspector->addTitle(StatusKind::Warning, toText(event.reason), u"on payments-db-0"_s);
    inspector->addRow(
        u"First / last"_s, time.timeText(event.first) + u" → "_s + time.timeText(event.last), true);
    inspector->addRow(u"Count"_s, countText(event.count), true);
    inspector->addLinkRow(u"Object"_s, u"Pod data/payments-db-0"_s);
    inspector->addRow(u"UID"_s, toText(event.uid), true);
    inspector->addSection(u"Message"_s);
    inspector->addText(toText(event.message));
    inspector->addSection(u"Object at that time"_s, u"live"_s);
    inspector->addRow(u"Phase"_s, u"CrashLoopBackOff"_s, false, Tone::Warning);
    auto *meter = new MeterBar;
    meter->setShare(0.86);
    inspector->addWidget(meter);
    auto *line = new Sparkline;
    line->setValues({1, 2, 1, 3, 2, 2, 9, 8, 9});
    line->setStatus(StatusKind::Critical);
    inspector->addWidget(line);
    for (const QString &text : {u"Show events of it"_s, u"Copy as JSON"_s, u"Copy as kubectl"_s})
        inspector->addButton(text);
    return inspector;
}

void SampleView::showObject(const ClusterId &, const ScopedObject &object)
{
    shownObject = object.object.name;
}

void SampleView::focusFilter()
{
    m_filter->focusText();
}

bool SampleView::escape()
{
    return m_filter->escape();
}

std::vector<View::KeyHelp> SampleView::keyHelp() const
{
    return {{u"Enter"_s, u"Open the selected event"_s}, {u"e"_s, u"Events of the object"_s},
        {u"Ctrl+C"_s, u"Copy the selection as TSV"_s}};
}

} // namespace binnacle::ui
