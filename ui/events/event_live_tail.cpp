#include "ui/events/event_live_tail.h"

#include "core/console/event_feed.h"
#include "core/console/on_answer.h"
#include "ui/events/event_presenter.h"
#include "ui/events/event_table_model.h"
#include "ui/widgets/time_selection.h"

#include <algorithm>

namespace binnacle::ui {

namespace {

constexpr int kTickMs = 200;
// The newest page cannot show what came late, far down, or left the range at its old end.
constexpr qint64 kIndexEveryMs = 30'000;

} // namespace

EventLiveTail::EventLiveTail(console::EventFeed &feed, const TimeSelection &time,
    EventPresenter &presenter, EventTableModel &model, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_time(time)
    , m_presenter(presenter)
    , m_model(model)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &EventLiveTail::tick);
    connect(&m_feed, &console::EventFeed::stored, this, [this] {
        m_isDue = true;
        tickSoon();
    });
    connect(&m_time, &TimeSelection::changed, this, [this] {
        if (!isFrozen() && (m_isDue || m_pending > 0))
            tick();
    });
    connect(&m_presenter, &EventPresenter::restarted, this, [this] {
        ++m_generation;
        m_isAsking = false;
        setPending(0);
    });
    connect(&m_presenter, &EventPresenter::completed, this, [this] {
        m_indexed.start();
        if (m_isDue)
            tick();
    });
}

bool EventLiveTail::isFrozen() const
{
    return m_isHeld || !m_time.isLive();
}

void EventLiveTail::setHeld(bool held)
{
    if (held == m_isHeld)
        return;
    m_isHeld = held;
    if (!isFrozen() && (m_isDue || m_pending > 0))
        tick();
    emit pendingChanged();
}

// At once after a quiet while: what arrives alone is not held back, what streams in comes in steps.
void EventLiveTail::tickSoon()
{
    if (m_soon.isActive())
        return;
    const qint64 since = m_ticked.isValid() ? m_ticked.elapsed() : kTickMs;
    m_soon.start(static_cast<int>(std::clamp<qint64>(kTickMs - since, 0, kTickMs)));
}

void EventLiveTail::tick()
{
    if (!m_presenter.isActive() || !m_presenter.matches()) // asked again when every row is here
        return;
    if (m_isAsking) {
        m_isDue = true;
        return;
    }
    m_isDue = false;
    m_isAsking = true;
    m_ticked.start();
    console::onAnswer(m_feed.page(m_presenter.tailQuery(), {.limit = kPageRows}), this,
        [this, generation = m_generation](
            const Result<std::shared_ptr<const console::Events>> &newest) {
            if (generation != m_generation)
                return;
            m_isAsking = false;
            if (newest)
                accept(*newest); // a failure shows in the store's health; the next tick asks again
            if (m_isDue)
                tickSoon();
        });
}

void EventLiveTail::accept(const std::shared_ptr<const console::Events> &newest)
{
    if (isFrozen()) {
        setPending(m_model.newerThanShown(*newest));
        return;
    }
    const bool thatIsAll = newest->size() < static_cast<std::size_t>(kPageRows);
    const bool isWhole = m_model.merge(newest, thatIsAll);
    setPending(0);
    if (!isWhole || !m_indexed.isValid() || m_indexed.hasExpired(kIndexEveryMs)) {
        m_indexed.start();
        m_presenter.reindex();
    }
}

void EventLiveTail::setPending(std::size_t pending)
{
    if (m_pending == pending)
        return;
    m_pending = pending;
    emit pendingChanged();
}

} // namespace binnacle::ui
