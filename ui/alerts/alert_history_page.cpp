#include "ui/alerts/alert_history_page.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_form_parts.h"
#include "ui/alerts/alert_inspector.h"
#include "ui/alerts/alert_lanes.h"
#include "ui/alerts/alert_text.h"
#include "ui/alerts/firing_page.h"
#include "ui/alerts/trace_panel.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/scroll_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 500;
constexpr int kSoonMs = 2'000;
// While so few match, older pages are read, as far back as that.
constexpr int kFewMatches = 50;
constexpr std::size_t kMostRead = 20'000;

} // namespace

AlertHistoryPage::AlertHistoryPage(AlertState &state, TimeSelection &time, QWidget *parent)
    : AlertPage(state, parent)
    , m_time(time)
    , m_panel(new Panel(tr("Firings")))
    , m_lanes(new AlertLanes(time))
    , m_table(alertTable(m_model, u"historyTable"_s, true))
    , m_foot(new QWidget)
    , m_note(new QLabel)
    , m_older(new QPushButton(tr("Show older")))
    , m_trace(new TracePanel(state.desk(), time))
{
    setObjectName(u"historyPage"_s);
    m_table->setAccessibleName(tr("Alerts of this time"));
    m_table->setColumnHidden(AlertListModel::AnsweredColumn, true);
    build();
    connectLanes();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_isLoading)
            m_soon.start(); // what is being read is read to its end first
        else
            refresh();
    });
    connect(&state.desk(), &console::AlertDesk::changed, this, [this] {
        if (m_isActive && !m_time.isPaused() && !m_soon.isActive())
            m_soon.start();
    });
    connect(&m_time, &TimeSelection::changed, this, &AlertHistoryPage::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &AlertHistoryPage::showCurrent);
    connect(m_table, &QTableView::activated, this, &AlertHistoryPage::openCurrent);
    connect(m_older, &QPushButton::clicked, this, [this] {
        if (!m_alerts.empty())
            ask(m_alerts.back().id);
    });
}

void AlertHistoryPage::build()
{
    m_panel->setContent(newScrollPage(m_lanes));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setProperty("tone", u"muted"_s);
    m_older->setObjectName(u"olderAlerts"_s);
    auto *left = new QWidget;
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(6);
    leftLayout->addWidget(m_table, 1);
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(0, 0, 0, 0);
    foot->addWidget(m_note, 1);
    foot->addWidget(m_older);
    leftLayout->addWidget(m_foot);
    QSplitter *bottom = gapSplitter(Qt::Horizontal, u"alertHistorySplitter"_s);
    bottom->addWidget(left);
    bottom->addWidget(m_trace);
    bottom->setStretchFactor(0, 3);
    bottom->setStretchFactor(1, 2);
    bottom->setSizes({740, 460});
    QSplitter *whole = gapSplitter(Qt::Vertical, u"alertHistoryLanes"_s);
    whole->addWidget(m_panel);
    whole->addWidget(bottom);
    whole->setStretchFactor(0, 2);
    whole->setStretchFactor(1, 3);
    whole->setSizes({240, 480});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(whole);
    setFocusProxy(m_table);
}

void AlertHistoryPage::connectLanes()
{
    connect(m_lanes, &AlertLanes::zoomRequested, &m_time, &TimeSelection::zoomTo);
    connect(m_lanes, &AlertLanes::previousZoomRequested, this, [this] { m_time.zoomBack(); });
    connect(m_lanes, &AlertLanes::cursorMoved, this,
        [this](qint64 rule, const AlertSubject &subject, Timestamp at) {
            const AlertRule *known = state().rule(rule);
            m_trace->explain(rule, known ? toText(known->name) : QString(), subject, at);
        });
    connect(m_trace, &TracePanel::instantChosen, this,
        [this](Timestamp at) { m_lanes->showCursor(m_lanes->currentRule(), at); });
}

void AlertHistoryPage::setActive(bool active)
{
    if (std::exchange(m_isActive, active) == active)
        return;
    if (active)
        refresh();
    else
        m_soon.stop();
}

FilterLanguage AlertHistoryPage::filterLanguage() const
{
    return m_filter.language([this](const auto &visit) { std::ranges::for_each(m_alerts, visit); });
}

void AlertHistoryPage::setFilter(const QString &text)
{
    if (!m_filter.setText(text) || !m_isActive)
        return;
    showRows();
    readOn();
}

QString AlertHistoryPage::filterHint() const
{
    return tr("Filter history: checkout, took > 10m");
}

void AlertHistoryPage::refresh()
{
    if (m_isActive)
        ask(0);
}

void AlertHistoryPage::ask(std::int64_t beforeId)
{
    m_isLoading = true;
    const int generation = ++m_generation;
    console::onAnswer(state().desk().history({.cluster = state().cluster(),
                          .range = m_time.range(),
                          .limit = kPage,
                          .beforeId = beforeId}),
        this,
        [this, generation, beforeId](
            const Result<std::shared_ptr<const std::vector<Alert>>> &page) {
            if (generation != m_generation)
                return;
            std::ptrdiff_t found = 0;
            m_isLoading = false;
            m_problem.reset();
            if (page) {
                if (beforeId == 0) {
                    m_alerts.clear();
                    m_found = 0;
                }
                found = std::ranges::count_if(
                    **page, [this](const Alert &one) { return m_filter.matches(one); });
                m_found += found;
                m_alerts.insert(m_alerts.end(), (*page)->begin(), (*page)->end());
                m_hasMore = (*page)->size() == static_cast<std::size_t>(kPage);
            } else {
                m_problem = page.error();
            }
            // What was found is shown at once; a page without a match changes nothing.
            if (!readOn() || found > 0 || beforeId == 0)
                showRows();
        });
}

// The filter looks at what is here: enough of it has to be.
bool AlertHistoryPage::readOn()
{
    if (m_filter.isEverything() || m_isLoading || m_problem || !m_hasMore || m_found >= kFewMatches
        || m_alerts.size() >= kMostRead)
        return false;
    ask(m_alerts.back().id);
    return true;
}

void AlertHistoryPage::showRows()
{
    const TimeRange range = m_time.range();
    m_table->setColumnHidden(AlertListModel::ClusterColumn, !state().cluster().isEmpty());
    m_model.setAlerts(m_alerts, m_filter, state().now(), m_time);
    m_found = m_model.rowCount();
    emit matched(m_model.rowCount(), std::ssize(m_alerts));
    std::vector<Alert> shown;
    for (const AlertListRow &row : m_model.rows())
        shown.push_back(row.alert);
    for (const Alert &alert : state().alerts()) { // fired before the range and still does
        if (isKnown(alert.firedAt) && alert.firedAt < range.from && m_filter.matches(alert))
            shown.push_back(alert);
    }
    m_lanes->setAlerts(shown, m_time.axis(), state().now());
    m_panel->setTrailing(tr("%n firing(s)", nullptr, static_cast<int>(m_model.rowCount()))
        + u" · "_s + m_time.rangeText());
    m_older->setVisible(m_hasMore);
    if (!m_table->currentIndex().isValid() && m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(0, 0));
    if (m_problem)
        m_note->setText(errorLine(*m_problem));
    else if (m_isLoading && m_alerts.empty())
        m_note->setText(tr("Reading the history"));
    else if (m_alerts.empty())
        m_note->setText(tr("Nothing fired in this time. A longer range may show more."));
    else if (m_model.rowCount() == 0)
        m_note->setText(tr("0 of %n alert(s) match.", nullptr, static_cast<int>(m_alerts.size())));
    else if (m_hasMore)
        m_note->setText(tr("The newest %n are shown.", nullptr, static_cast<int>(m_alerts.size())));
    else
        m_note->clear();
    // With nothing to say the table ends where the panel beside it ends.
    m_foot->setVisible(m_hasMore || !m_note->text().isEmpty());
}

void AlertHistoryPage::showCurrent()
{
    const Alert *alert = currentAlert();
    if (!alert)
        return;
    const Timestamp at = isKnown(alert->firedAt) ? alert->firedAt : alert->pendingSince;
    m_lanes->showCursor(alert->rule, at);
    m_trace->explain(alert->rule, toText(alert->ruleName), alert->subject, at);
}

const Alert *AlertHistoryPage::currentAlert() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? &m_model.rows()[static_cast<std::size_t>(current.row())].alert
                             : nullptr;
}

void AlertHistoryPage::openCurrent()
{
    if (const Alert *alert = currentAlert())
        emit ruleRequested(alert->rule);
}

void AlertHistoryPage::silenceCurrent()
{
    if (const Alert *alert = currentAlert())
        emit silenceRequested(silenceFor(*alert, systemNow()));
}

void AlertHistoryPage::explainCurrent()
{
    if (isKnown(m_lanes->instant()))
        m_trace->explainAt(m_lanes->instant());
}

} // namespace binnacle::ui
