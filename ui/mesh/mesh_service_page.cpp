#include "ui/mesh/mesh_service_page.h"

#include "ui/mesh/mesh_inspector_tables.h"
#include "ui/mesh/mesh_metric_row.h"
#include "ui/mesh/mesh_text.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/time_selection.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSide = 12;

QLabel *newLabel(const QString &tone = {})
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setProperty("tone", tone);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    label->setContentsMargins(kSide, 0, kSide, 0);
    return label;
}

// One number of each step of the trend; gaps stay gaps.
template<typename Number>
std::vector<double> courseOf(const console::MeshServiceDetail *detail, Number number)
{
    std::vector<double> result;
    if (!detail)
        return result;
    for (const Measured &step : detail->trend)
        result.push_back(number(step).value_or(std::numeric_limits<double>::quiet_NaN()));
    const bool hasAny = std::ranges::any_of(result, [](double one) { return !std::isnan(one); });
    return hasAny ? result : std::vector<double>();
}

// The node as far as the picture knows it; one without traffic when it is not in it.
MeshNode nodeOf(const console::MeshPicture &picture, const ServiceRef &service)
{
    const MeshNode *found = picture.graph.find(service);
    MeshNode none;
    none.service = service;
    return found ? *found : none;
}

} // namespace

MeshServicePage::MeshServicePage(const TimeSelection &time, QWidget *parent)
    : QScrollArea(parent)
    , m_time(time)
{
    setObjectName(u"meshServicePage"_s);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QFrame;
    content->setProperty("frame", u"bar"_s);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 10, 0, 12);
    layout->setSpacing(0);
    build(*layout);
    setWidget(content);
}

void MeshServicePage::addSection(QVBoxLayout &layout, const QString &title)
{
    auto *label = new QLabel(title);
    label->setFont(boldTextFont());
    label->setContentsMargins(kSide, 14, kSide, 4);
    layout.addWidget(label);
}

void MeshServicePage::build(QVBoxLayout &layout)
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(kSide, 2, 0, 2);
    head->setSpacing(7);
    m_glyph = new StatusGlyph;
    m_title = newLabel();
    m_title->setObjectName(u"meshServiceName"_s);
    QFont bold = boldTextFont();
    bold.setPixelSize(15);
    m_title->setFont(bold);
    m_title->setContentsMargins(0, 0, kSide, 0);
    m_state = newLabel(u"muted"_s);
    m_subtitle = newLabel(u"muted"_s);
    m_subtitle->setContentsMargins(kSide, 0, kSide, 8);
    head->addWidget(m_glyph);
    head->addWidget(m_title, 1);
    layout.addLayout(head);
    layout.addWidget(m_subtitle);
    layout.addWidget(m_requests = new MeshMetricRow(tr("Requests")));
    layout.addWidget(m_errors = new MeshMetricRow(tr("Errors")));
    layout.addWidget(m_latency = new MeshMetricRow(tr("p95")));
    layout.addWidget(m_budget = new MeshMetricRow(tr("Budget (30 d)")));
    m_state->setContentsMargins(kSide, 8, kSide, 0);
    layout.addWidget(m_state);

    buildCause(layout);
    buildDelta(layout);
    addSection(layout, tr("Callers and callees"));
    m_calls = new MeshCallTable;
    m_noCalls = newLabel(u"muted"_s);
    m_noCalls->setText(tr("Nothing in this window calls it or is called by it."));
    layout.addWidget(m_calls);
    layout.addWidget(m_noCalls);
    addSection(layout, tr("Latest events"));
    m_events = new MeshEventList;
    m_noEvents = newLabel(u"muted"_s);
    layout.addWidget(m_events);
    layout.addWidget(m_noEvents);
    addButtons(layout);
    layout.addStretch(1);
    connect(m_calls, &MeshCallTable::serviceChosen, this, &MeshServicePage::serviceChosen);
    connect(m_events, &MeshEventList::eventChosen, this, &MeshServicePage::eventChosen);
}

void MeshServicePage::buildCause(QVBoxLayout &layout)
{
    m_causeBox = new QFrame;
    m_causeBox->setObjectName(u"meshCause"_s);
    m_causeBox->setProperty("frame", u"raised"_s);
    m_causeBox->setAccessibleName(tr("Likely cause"));
    auto *cause = new QVBoxLayout(m_causeBox);
    cause->setContentsMargins(0, 8, 0, 8);
    cause->setSpacing(2);
    auto *causeTitle = newLabel(u"critical"_s);
    causeTitle->setFont(boldTextFont());
    causeTitle->setText(tr("◆ Likely cause"));
    m_cause = newLabel();
    cause->addWidget(causeTitle);
    cause->addWidget(m_cause);
    auto *causeMargin = new QHBoxLayout;
    causeMargin->setContentsMargins(kSide, 10, kSide, 0);
    causeMargin->addWidget(m_causeBox);
    layout.addLayout(causeMargin);
}

void MeshServicePage::buildDelta(QVBoxLayout &layout)
{
    m_delta = new QWidget;
    m_delta->setObjectName(u"meshDelta"_s);
    auto *grid = new QGridLayout(m_delta);
    grid->setContentsMargins(kSide, 12, kSide, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(2, 1);
    m_deltaTitle = newLabel();
    m_deltaTitle->setFont(boldTextFont());
    m_deltaTitle->setContentsMargins(0, 0, 0, 2);
    grid->addWidget(m_deltaTitle, 0, 0, 1, 3);
    for (std::size_t i = 0; i < m_deltaCells.size(); ++i) {
        auto *cell = new QLabel;
        cell->setTextFormat(Qt::PlainText);
        const int column = static_cast<int>(i % 3);
        if (column == 1) {
            cell->setFont(monospaceFont());
            cell->setAlignment(Qt::AlignRight);
        } else {
            cell->setProperty("tone", u"muted"_s);
        }
        grid->addWidget(cell, 1 + static_cast<int>(i / 3), column);
        m_deltaCells[i] = cell;
    }
    m_deltaCells[0]->setText(tr("Δ requests"));
    m_deltaCells[3]->setText(tr("Δ error rate"));
    m_deltaCells[6]->setText(tr("Δ p95"));
    layout.addWidget(m_delta);
}

void MeshServicePage::addButtons(QVBoxLayout &layout)
{
    auto *buttons = new QWidget;
    auto *flow = new FlowLayout(buttons);
    flow->setContentsMargins(kSide, 14, kSide, 4);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    buttons->setSizePolicy(policy);
    auto *drill = new QPushButton(tr("Drill down"));
    drill->setProperty("role", u"primary"_s);
    drill->setToolTip(tr("Only this service and its neighbourhood (double click)"));
    auto *events = new QPushButton(tr("Events"));
    events->setToolTip(tr("Events of the workload and all it owns (E)"));
    auto *slo = new QPushButton(tr("SLO"));
    slo->setToolTip(tr("Budget and burn rates of this service (B)"));
    for (QPushButton *button : {drill, events, slo})
        flow->addWidget(button);
    connect(drill, &QPushButton::clicked, this, &MeshServicePage::drillWanted);
    connect(events, &QPushButton::clicked, this, &MeshServicePage::eventsWanted);
    connect(slo, &QPushButton::clicked, this, &MeshServicePage::sloWanted);
    layout.addWidget(buttons);
}

void MeshServicePage::showService(const console::MeshPicture &picture, const ServiceRef &service,
    const console::MeshServiceDetail *detail)
{
    const MeshNode node = nodeOf(picture, service);
    showHead(node, detail);
    showNumbers(picture, node, detail);
    showCause(node, detail);
    showDelta(picture, service);
    showCalls(picture, service);
    showEvents(detail);
}

void MeshServicePage::showHead(const MeshNode &node, const console::MeshServiceDetail *detail)
{
    m_glyph->setStatus(statusKind(node.status));
    m_title->setText(serviceText(node.service));
    QStringList facts;
    if (detail && !detail->workloadKind.empty())
        facts += toText(detail->workloadKind);
    else if (node.kind == MeshNodeKind::Ingress)
        facts += tr("Ingress");
    else if (node.kind == MeshNodeKind::External)
        facts += tr("Outside the mesh");
    facts += namespaceText(node.service.ns);
    if (detail && detail->readyPods >= 0 && detail->desiredPods >= 0)
        facts += tr("%1/%2 pods").arg(detail->readyPods).arg(detail->desiredPods);
    if (const QString tls = mtlsText(node.traffic.tlsShare()); !tls.isEmpty())
        facts += tls;
    m_subtitle->setText(facts.join(u" · "_s));
    QStringList states;
    if (const QString origin = originText(node); !origin.isEmpty())
        states += origin;
    if (node.isNew)
        states += tr("New: first seen in this window");
    if (node.isIdle)
        states += tr("Idle: had traffic within the hour before");
    m_state->setText(states.join(u'\n'));
    m_state->setVisible(!states.isEmpty());
}

void MeshServicePage::showNumbers(const console::MeshPicture &picture, const MeshNode &node,
    const console::MeshServiceDetail *detail)
{
    const Traffic &traffic = node.shown();
    const bool hasTraffic = traffic.requests > 0;
    const auto errors = traffic.errorRate();
    const auto p95 = traffic.quantile(0.95);
    m_requests->showTrend(
        requestRateText(
            hasTraffic ? std::optional(picture.graph.rate(traffic.requests)) : std::nullopt),
        StatusKind::Neutral,
        courseOf(detail, [](const Measured &one) { return one.requestRate(); }));
    m_errors->showTrend(errorRateText(errors), errorRateStatus(errors),
        courseOf(detail, [](const Measured &one) { return one.traffic.errorRate(); }));
    m_latency->showTrend(latencyText(p95), latencyStatus(p95),
        courseOf(detail, [](const Measured &one) { return one.traffic.quantile(0.95); }));
    const auto budget = detail ? detail->budgetRemaining : std::nullopt;
    m_budget->showShare(
        budget ? tr("%1 left", "of an error budget").arg(budgetText(budget)) : budgetText(budget),
        budgetStatus(budget), budget);
    const QString over = tr("over %1").arg(m_time.rangeText());
    for (MeshMetricRow *row : {m_requests, m_errors, m_latency})
        row->setCourseTip(over);
}

void MeshServicePage::showCause(const MeshNode &node, const console::MeshServiceDetail *detail)
{
    const bool hasCause = detail && detail->cause.has_value();
    m_causeBox->setVisible(hasCause);
    m_cause->setText(hasCause ? causeText(node.service, *detail->cause) : QString());
}

void MeshServicePage::showDelta(const console::MeshPicture &picture, const ServiceRef &service)
{
    m_delta->setVisible(picture.diff.has_value());
    if (!picture.diff)
        return;
    const auto &rows = picture.diff->nodes;
    const auto found = std::ranges::find(rows, service, &MeshNodeDelta::service);
    const MeshDelta delta = found == rows.end() ? MeshDelta() : found->delta;
    const QString word = changeText(delta.change);
    const QString than = m_time.timeText(picture.diff->before.to);
    m_deltaTitle->setText(word.isEmpty() ? tr("Not different from %1").arg(than)
                                         : tr("%1 %2 compared with %3", "shape, word, time")
                                               .arg(changeGlyph(delta.change), word, than));
    m_deltaCells[1]->setText(requestRateChange(delta.requestRate));
    m_deltaCells[4]->setText(errorRateChange(delta.errorRate));
    m_deltaCells[5]->setText(significanceText(delta.errorChance));
    m_deltaCells[5]->setToolTip(chanceText(delta.errorChance).toHtmlEscaped());
    m_deltaCells[7]->setText(latencyChange(delta.p95));
    m_deltaCells[8]->setText(significanceText(delta.latencyChance));
    m_deltaCells[8]->setToolTip(chanceText(delta.latencyChance).toHtmlEscaped());
}

void MeshServicePage::showCalls(const console::MeshPicture &picture, const ServiceRef &service)
{
    std::vector<MeshCallTable::Row> rows;
    for (const MeshEdge &edge : picture.graph.edges) {
        const bool isCallee = edge.edge.source == service;
        if (!isCallee && edge.edge.target != service)
            continue;
        rows.push_back({.service = isCallee ? edge.edge.target : edge.edge.source,
            .isCallee = isCallee,
            .traffic = edge.traffic,
            .rate = picture.graph.rate(edge.traffic.requests)});
    }
    m_calls->setVisible(!rows.empty());
    m_noCalls->setVisible(rows.empty());
    m_calls->showRows(std::move(rows));
}

void MeshServicePage::showEvents(const console::MeshServiceDetail *detail)
{
    const bool hasEvents = detail && !detail->events.empty();
    m_events->setVisible(hasEvents);
    m_noEvents->setVisible(!hasEvents);
    m_noEvents->setText(detail ? tr("None within a day.") : tr("Loading…"));
    if (hasEvents)
        m_events->showEvents(detail->events, m_time.instant());
}

} // namespace binnacle::ui
