#include "ui/alerts/alert_state.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_text.h"
#include "ui/widgets/formatting.h"

#include <algorithm>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr int kSoonMs = 100;
constexpr int kTickMs = 1'000;
constexpr int kMostPast = 1'000;
constexpr Duration kLongestFiring{90LL * 24 * 3'600'000};

bool isWorse(const Alert &a, const Alert &b, Timestamp at)
{
    const auto rank = [at](const Alert &alert) {
        return std::pair{isFiringAt(alert, at), static_cast<int>(alert.severity)};
    };
    return rank(a) != rank(b) ? rank(a) > rank(b) : a.firedAt > b.firedAt;
}

} // namespace

AlertState::AlertState(console::AlertDesk &desk, console::AccessDesk &access,
    const TimeSelection &time, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_access(access)
    , m_time(time)
    , m_board(desk.board())
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    m_tick.setInterval(kTickMs);
    connect(&m_soon, &QTimer::timeout, this, &AlertState::take);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!m_alerts.empty() && !isRewound())
            emit changed();
    });
    const auto soon = [this] {
        if (m_isActive && !m_soon.isActive())
            m_soon.start();
    };
    connect(&m_desk, &console::AlertDesk::changed, this, soon);
    connect(&m_access, &console::AccessDesk::changed, this, soon);
    connect(&m_time, &TimeSelection::changed, this, [this] {
        if (m_isActive)
            take();
    });
}

void AlertState::setActive(bool active)
{
    if (std::exchange(m_isActive, active) == active)
        return;
    if (active) {
        m_tick.start();
        take();
        return;
    }
    m_soon.stop();
    m_tick.stop();
}

void AlertState::setCluster(const ClusterId &cluster)
{
    if (cluster == m_cluster)
        return;
    m_cluster = cluster;
    if (m_isActive)
        take();
}

void AlertState::refresh()
{
    take();
}

Timestamp AlertState::now() const
{
    return m_time.asOf().value_or(systemNow());
}

void AlertState::take()
{
    m_board = m_desk.board();
    ++m_generation;
    if (isRewound())
        return askPast();
    m_problem.reset();
    showAlerts(m_board->alerts);
}

void AlertState::askPast()
{
    const int generation = m_generation;
    const Timestamp at = now();
    console::onAnswer(m_desk.history({.cluster = m_cluster,
                          .range = {at - kLongestFiring, at + Duration{1}},
                          .limit = kMostPast}),
        this,
        [this, generation, at](const Result<std::shared_ptr<const std::vector<Alert>>> &past) {
            if (generation != m_generation)
                return;
            m_problem.reset();
            if (!past) {
                m_problem = past.error();
                return showAlerts({});
            }
            std::vector<Alert> open;
            std::ranges::copy_if(**past, std::back_inserter(open),
                [at](const Alert &alert) { return isFiringAt(alert, at); });
            std::ranges::stable_sort(
                open, [at](const Alert &a, const Alert &b) { return isWorse(a, b, at); });
            showAlerts(std::move(open));
        });
}

void AlertState::showAlerts(std::vector<Alert> alerts)
{
    if (!m_cluster.isEmpty())
        std::erase_if(
            alerts, [this](const Alert &alert) { return alert.subject.cluster != m_cluster; });
    m_alerts = std::move(alerts);
    emit changed();
}

AlertState::Permission AlertState::permission() const
{
    const Principal me = m_access.me();
    if (!roleHas(me.role, Capability::ManageAlerts))
        return {.whyNot = tr("Your role (%1) cannot change rules, silences and channels. Ask an "
                             "admin of this console.")
                              .arg(toText(roleName(me.role)))};
    if (m_access.isReadOnly())
        return {.whyNot = tr("This window is read-only: nothing can be changed.")};
    if (isRewound())
        return {.whyNot = tr("The window is rewound: go back to now to change something.")};
    return {.isGiven = true, .whyNot = {}};
}

const AlertRule *AlertState::rule(std::int64_t id) const
{
    const auto found = std::ranges::find(m_board->rules, id, &AlertRule::id);
    return found == m_board->rules.end() ? nullptr : &*found;
}

const Channel *AlertState::channel(std::int64_t id) const
{
    const auto found = std::ranges::find(m_board->channels, id, &Channel::id);
    return found == m_board->channels.end() ? nullptr : &*found;
}

QString AlertState::channelNames(const AlertRule &rule) const
{
    if (!rule.isEnabled)
        return QStringLiteral("—");
    if (rule.channels.empty())
        return tr("all", "channels");
    QStringList names;
    for (const std::int64_t id : rule.channels) {
        if (const Channel *known = channel(id))
            names += toText(known->name);
    }
    return names.join(QStringLiteral(", "));
}

} // namespace binnacle::ui
