#include "ui/alerts/backtest_panel.h"

#include "ui/alerts/alert_form_parts.h"
#include "ui/alerts/alert_state.h"
#include "ui/alerts/backtest_chart.h"
#include "ui/alerts/incident_line.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/slo_text.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSoonMs = 700; // after the last keystroke
constexpr std::array kDays{7, 30, 90};
constexpr int kThresholdWidth = 110;

} // namespace

BacktestPanel::BacktestPanel(AlertState &state, console::UiMemory &memory, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_incidents(memory)
    , m_run(state.desk())
    , m_panel(new Panel(tr("Backtest over local history")))
    , m_headline(new QLabel)
    , m_note(new QLabel)
    , m_progressText(new QLabel)
    , m_progress(new QProgressBar)
    , m_again(new QPushButton(tr("Run again")))
    , m_chart(new BacktestChart(state.time()))
    , m_firingTable(new QTableView)
    , m_incident(new IncidentLine)
    , m_sweepTable(new QTableView)
{
    setObjectName(u"backtestPanel"_s);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &BacktestPanel::runNow);
    connect(&m_run, &BacktestRun::changed, this, &BacktestPanel::showRun);
    build();
    clear();
}

void BacktestPanel::build()
{
    m_headline->setObjectName(u"backtestHeadline"_s);
    m_headline->setTextFormat(Qt::PlainText);
    m_headline->setProperty("tone", u"muted"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setProperty("tone", u"muted"_s);
    m_note->setContentsMargins(12, 8, 12, 0);
    m_panel->addHeaderWidget(m_headline);
    m_panel->addHeaderWidget(buildRanges());
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(buildProgress());
    layout->addWidget(m_chart, 5);
    layout->addWidget(buildFirings(), 3);
    layout->addWidget(newPanelLine());
    layout->addWidget(buildSweep(), 4);
    m_panel->setContent(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_panel);
}

QWidget *BacktestPanel::buildRanges()
{
    auto *ranges = new QWidget;
    auto *row = new QHBoxLayout(ranges);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *group = new QButtonGroup(this);
    for (const int days : kDays) {
        const QString edge = days == kDays.front() ? u"first"_s
            : days == kDays.back()                 ? u"last"_s
                                                   : QString();
        QPushButton *button = segmentButton(spanText(Duration{days * 86'400'000LL}), edge);
        button->setAccessibleName(tr("Backtest over %n day(s)", nullptr, days));
        button->setChecked(days == m_days);
        group->addButton(button, days);
        row->addWidget(button);
    }
    connect(group, &QButtonGroup::idClicked, this, [this](int days) {
        m_days = days;
        runNow();
    });
    return ranges;
}

QWidget *BacktestPanel::buildProgress()
{
    m_progressRow = new QWidget;
    auto *row = new QHBoxLayout(m_progressRow);
    row->setContentsMargins(12, 4, 12, 0);
    row->setSpacing(8);
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the backtest"));
    m_progressText->setProperty("tone", u"muted"_s);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(u"cancelBacktest"_s);
    connect(cancel, &QPushButton::clicked, &m_run, &BacktestRun::cancel);
    m_again->setObjectName(u"runBacktest"_s);
    connect(m_again, &QPushButton::clicked, this, &BacktestPanel::runNow);
    m_again->hide();
    row->addWidget(m_progressText);
    row->addWidget(m_progress, 1);
    row->addWidget(cancel);
    m_progressRow->hide();
    auto *whole = new QWidget;
    auto *both = new QHBoxLayout(whole);
    both->setContentsMargins(0, 0, 0, 0);
    both->addWidget(m_progressRow, 1);
    both->addWidget(m_again, 0, Qt::AlignLeft);
    return whole;
}

QWidget *BacktestPanel::buildFirings()
{
    using Model = BacktestFiringModel;
    m_firingTable->setObjectName(u"backtestFirings"_s);
    m_firingTable->setAccessibleName(tr("When the rule would have fired"));
    m_firingTable->setModel(&m_firings);
    styleTable(*m_firingTable);
    m_firingTable->setSelectionMode(QAbstractItemView::SingleSelection);
    styleColumn(*m_firingTable, Model::FiredColumn, CellKind::Time, 150);
    styleColumn(*m_firingTable, Model::SubjectColumn, CellKind::Name, 190);
    styleColumn(*m_firingTable, Model::LastedColumn, CellKind::Number, 84);
    styleColumn(*m_firingTable, Model::PeakColumn, CellKind::Number, 84);
    styleColumn(*m_firingTable, Model::IncidentColumn, CellKind::Text, 140);
    stretchColumn(*m_firingTable, Model::IncidentColumn);
    m_firingTable->setMinimumHeight(3 * kRowHeight + 2);
    connect(m_firingTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_chart->markFiring(markedFiring());
        showIncidentLine();
    });
    connect(m_incident, &IncidentLine::named, this, &BacktestPanel::labelIncident);
    m_incident->hide();
    auto *both = new QWidget;
    auto *layout = new QVBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_firingTable, 1);
    layout->addWidget(m_incident);
    return both;
}

QWidget *BacktestPanel::buildSweep()
{
    using Model = RuleSweepModel;
    auto *whole = new QWidget;
    auto *layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 7, 12, 7);
    auto *title = new QLabel(tr("Sensitivity"));
    title->setFont(boldTextFont());
    auto *hint = new QLabel(tr("same history, other thresholds"));
    hint->setProperty("tone", u"muted"_s);
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(hint);
    m_sweepTable->setObjectName(u"backtestSweep"_s);
    m_sweepTable->setAccessibleName(tr("What other thresholds would have done"));
    m_sweepTable->setModel(&m_sweep);
    styleTable(*m_sweepTable);
    m_sweepTable->setSelectionMode(QAbstractItemView::SingleSelection);
    for (int column = 0; column < Model::ColumnCount; ++column)
        styleColumn(*m_sweepTable, column, CellKind::Number, kThresholdWidth);
    m_sweepTable->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_sweepTable->setMinimumHeight(3 * kRowHeight);
    layout->addLayout(head);
    layout->addWidget(newPanelLine());
    layout->addWidget(m_sweepTable, 1);
    return whole;
}

void BacktestPanel::setRule(const std::optional<AlertRule> &rule)
{
    const bool isOther = !m_rule || !rule || rule->id != m_rule->id;
    m_rule = rule;
    if (!rule)
        return m_soon.stop();
    if (isOther) {
        m_run.clear();
        m_asked.clear();
    }
    if (outcomeKey(*rule) == m_asked)
        return;
    m_soon.start(isOther ? kSoonMs / 4 : kSoonMs);
}

void BacktestPanel::clear()
{
    m_rule.reset();
    m_soon.stop();
    m_asked.clear();
    m_run.clear();
}

void BacktestPanel::setActive(bool active)
{
    if (std::exchange(m_isActive, active) == active)
        return;
    if (!active) {
        m_soon.stop();
        if (m_run.stage() != BacktestRun::Stage::Idle) {
            m_run.cancel();
            m_asked.clear();
        }
    } else if (m_rule && outcomeKey(*m_rule) != m_asked) {
        m_soon.start(kSoonMs / 4);
    }
}

void BacktestPanel::runNow()
{
    if (!m_rule || !m_isActive)
        return;
    m_soon.stop();
    m_asked = outcomeKey(*m_rule);
    const Timestamp now = m_state.now();
    m_run.start({.rule = *m_rule,
        .range = {now - Duration{m_days * 86'400'000LL}, now},
        .incidents = m_incidents.incidents()});
}

QString BacktestPanel::headline() const
{
    return m_headline->text();
}

void BacktestPanel::showRun()
{
    showProgress();
    if (m_run.problem()) {
        m_note->setText(errorLine(*m_run.problem()));
    } else if (m_run.wasCancelled()) {
        m_note->setText(m_run.backtest() ? tr("Cancelled; below is what was found before.")
                                         : tr("Cancelled before anything was found."));
    } else if (!m_rule) {
        m_note->setText(tr("Select a rule to see what it would have done."));
    } else if (m_run.backtest() && m_run.backtest()->dataSince > m_run.backtest()->range.from) {
        m_note->setText(tr("History is kept since %1; before that nothing is known.")
                            .arg(m_state.time().dateTimeText(m_run.backtest()->dataSince)));
    } else {
        m_note->clear();
    }
    m_note->setVisible(!m_note->text().isEmpty());
    if (m_shown != m_run.backtest())
        showFound();
    if (m_run.stage() == BacktestRun::Stage::Idle && m_shown)
        showSweep(valueTextOf(
            m_state.desk().conditionText(toText(m_rule ? m_rule->condition : std::string()))));
}

void BacktestPanel::showProgress()
{
    const BacktestRun::Stage stage = m_run.stage();
    m_progressRow->setVisible(stage != BacktestRun::Stage::Idle);
    m_again->setVisible(stage == BacktestRun::Stage::Idle && m_rule
        && (m_run.wasCancelled() || m_run.problem().has_value()));
    m_progress->setValue(static_cast<int>(std::lround(m_run.progress() * 100)));
    m_progressText->setText(stage == BacktestRun::Stage::Thresholds ? tr("Trying other thresholds")
                                                                    : tr("Reading history"));
}

void BacktestPanel::showFound()
{
    m_shown = m_run.backtest();
    if (!m_shown) {
        m_headline->clear();
        m_chart->showBacktest(nullptr, {});
        m_firings.setRows({});
        m_sweep.setRows({});
        showIncidentLine();
        return;
    }
    const Backtest &found = *m_shown;
    QStringList parts{tr("%n firing(s)", nullptr, static_cast<int>(found.firings.size())),
        tr("%1 total", "time that a rule fired").arg(spanText(found.firingTime)),
        tr("%n flap(s)", nullptr, found.flaps)};
    int pages = 0;
    for (const Backtest::ChannelPages &channel : found.pages)
        pages += channel.pages;
    parts += tr("%n page(s)", nullptr, pages);
    if (!m_incidents.incidents().empty())
        parts += tr("%1 of %2 incidents caught")
                     .arg(found.caught.size())
                     .arg(found.caught.size() + found.missed.size());
    m_headline->setText(parts.join(u" · "_s));
    const ValueText valueText = valueTextOf(
        m_state.desk().conditionText(toText(m_rule ? m_rule->condition : std::string())));
    m_chart->showBacktest(m_shown, valueText);
    showFirings(found, valueText);
}

void BacktestPanel::showFirings(const Backtest &backtest, const ValueText &valueText)
{
    std::vector<BacktestFiringRow> rows;
    for (const BacktestFiring &firing : backtest.firings) {
        const bool isOpen = !isKnown(firing.resolvedAt);
        const Timestamp end = isOpen ? backtest.range.to : firing.resolvedAt;
        rows.push_back({.number = static_cast<int>(rows.size()),
            .fired = m_state.time().timeText(firing.firedAt),
            .subject = toText(firing.subject.text()),
            .lasted = spanText(end - firing.firedAt),
            .peak = firing.peak ? valueText(*firing.peak) : u"—"_s,
            .incident = toText(firing.incident),
            .isOpen = isOpen,
            .hasIncident = !firing.incident.empty()});
    }
    m_firings.setRows(std::move(rows));
    showIncidentLine();
}

void BacktestPanel::showSweep(const ValueText &valueText)
{
    std::vector<RuleSweepRow> rows;
    int current = -1;
    for (const SweepRow &row : m_run.sweep()) {
        if (row.isCurrent)
            current = static_cast<int>(rows.size());
        rows.push_back({.row = row,
            .threshold = valueText(row.threshold),
            .hasLabels = !m_incidents.incidents().empty()});
    }
    m_sweep.setRows(std::move(rows));
    if (!m_sweepTable->currentIndex().isValid() && current >= 0)
        m_sweepTable->selectRow(current);
}

int BacktestPanel::markedFiring() const
{
    const QModelIndex current = m_firingTable->currentIndex();
    return current.isValid() ? m_firings.rows()[static_cast<std::size_t>(current.row())].number
                             : -1;
}

void BacktestPanel::showIncidentLine()
{
    const int marked = markedFiring();
    m_incident->setVisible(marked >= 0 && m_shown);
    if (marked >= 0 && m_shown)
        m_incident->showName(toText(m_shown->firings[static_cast<std::size_t>(marked)].incident));
}

void BacktestPanel::labelIncident(const QString &name)
{
    const int marked = markedFiring();
    if (marked < 0 || !m_shown)
        return;
    const BacktestFiring &firing = m_shown->firings[static_cast<std::size_t>(marked)];
    if (name.isEmpty()) {
        m_incidents.remove(firing.incident);
    } else {
        const Timestamp begun = isKnown(firing.pendingSince) ? firing.pendingSince : firing.firedAt;
        const Timestamp end = isKnown(firing.resolvedAt) ? firing.resolvedAt : m_shown->range.to;
        m_incidents.add({{begun, end + Duration{1}}, name.toStdString()});
    }
    runNow();
}

} // namespace binnacle::ui
