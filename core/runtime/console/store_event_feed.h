#pragma once

#include "core/console/event_feed.h"
#include "core/runtime/runtime.h"

#include <QTimer>

#include <atomic>
#include <memory>

namespace binnacle::runtime {

// The console's event history over the workspace of a running Runtime. GUI thread.
class StoreEventFeed final : public console::EventFeed
{
    Q_OBJECT

public:
    explicit StoreEventFeed(Runtime &runtime, QObject *parent = nullptr);

    console::Answer<console::Events> page(
        const EventQuery &query, const EventPageRequest &page) override;
    console::Answer<console::EventIndex> index(
        const EventQuery &query, std::stop_token stop) override;
    console::Answer<console::Events> events(std::vector<EventRowId> ids) override;
    console::Answer<console::EventContext> context(EventRowId id) override;
    console::Answer<std::vector<console::ClusterBars>> histogram(
        const EventQuery &query, TimeRange range, Duration bucket) override;
    console::Answer<console::Timeline> timeline(const ClusterId &cluster, TimeRange range) override;

    console::FilterCheck check(const QString &filter) const override;
    QFuture<Result<console::FilterCompletion>> complete(
        const QString &filter, qsizetype cursor) override;
    QString comparison(EventField field, CompareOp op, const QString &value) const override;
    Result<console::TimeSelectionView> timeSelection(const QString &text) const override;
    QString copyText(const console::Events &events, CopyFormat format) const override;

private:
    void announce();

    Runtime &m_runtime;
    // Counted on the writer's thread, announced by the timer.
    std::atomic_int64_t m_inserted{0};
    std::atomic_int64_t m_updated{0};
    std::atomic_bool m_any{false};
    QTimer m_announce;
    Listeners<store::SyncOutcome>::Subscription m_listening; // last: stops first
};

} // namespace binnacle::runtime
