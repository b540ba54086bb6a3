#pragma once

#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "core/console/task_board.h"
#include "core/console/transfer_desk.h"
#include "core/console/ui_memory.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace binnacle::fake {

// The console interfaces over a small estate that lives in memory and is the same in every run:
// four clusters (prod-eu in trouble, prod-us, staging, edge-lab silent) and 500 events of the last
// 24 hours, thickest in the last 40 minutes. Answers are ready at once. GUI thread only.

class EstateFeed final : public console::EstateFeed
{
    Q_OBJECT

public:
    explicit EstateFeed(Timestamp now = {}); // unknown: the system's clock

    std::shared_ptr<const console::EstateView> estate() const override { return m_estate; }
    console::Answer<std::string> objectJson(
        const ClusterId &cluster, const ResourceRef &object) override;
    console::Answer<ClusterSnapshot> snapshotAt(const ClusterId &cluster, Timestamp at) override;
    console::Answer<console::PastContact> contactAt(
        const ClusterId &cluster, Timestamp at) override;
    QFuture<Status> renameCluster(
        const ClusterId &cluster, const QString &name, Environment environment) override;
    QFuture<Status> removeCluster(const ClusterId &cluster) override;

    void publish(console::EstateView estate); // emits changed()

    ClusterId silentThen; // of which contactAt() says that it was offline

private:
    std::shared_ptr<const console::EstateView> m_estate;
};

class EventFeed final : public console::EventFeed
{
    Q_OBJECT

public:
    explicit EventFeed(Timestamp now = {});

    console::Answer<console::Events> page(
        const EventQuery &query, const EventPageRequest &page) override;
    console::Answer<console::EventIndex> index(
        const EventQuery &query, std::stop_token stop) override;
    console::Answer<console::Events> events(std::vector<EventRowId> ids) override;
    console::Answer<console::EventContext> context(EventRowId id) override;
    console::Answer<std::vector<console::ClusterBars>> histogram(
        const EventQuery &query, TimeRange range, Duration bucket) override;
    console::Answer<console::Timeline> timeline(const ClusterId &cluster, TimeRange range) override;

    // A toy grammar: `field = "value"` joined by `and`, else one word of free text. Ends in an
    // operator: incomplete. Unknown field: invalid.
    console::FilterCheck check(const QString &filter) const override;
    QFuture<Result<console::FilterCompletion>> complete(
        const QString &filter, qsizetype cursor) override;
    QString comparison(EventField field, CompareOp op, const QString &value) const override;
    Result<console::TimeSelectionView> timeSelection(const QString &text) const override; // "-15m"
    QString copyText(const console::Events &events, CopyFormat format) const override;

    const console::Events &all() const { return m_events; } // newest first
    void add(ClusterEvent event);                           // emits stored(1, 0)
    void failWith(std::optional<Error> error) { m_error = std::move(error); }
    int questions() const { return m_questions; } // page, index, events, context, ...

private:
    console::Events matches(const EventQuery &query);
    template<typename T>
    console::Answer<T> answer(T value);

    console::Events m_events;
    std::optional<Error> m_error;
    int m_questions = 0;
};

class TaskBoard final : public console::TaskBoard
{
    Q_OBJECT

public:
    std::vector<console::TaskView> tasks() const override { return m_tasks; }
    void cancel(std::uint64_t task) override;
    void markSeen() override;

    void publish(std::vector<console::TaskView> tasks); // emits changed()

private:
    std::vector<console::TaskView> m_tasks;
};

// Remembers what it was asked for.
class TransferDesk final : public console::TransferDesk
{
    Q_OBJECT

public:
    std::uint64_t exportEvents(
        const EventQuery &query, const QString &path, Format format) override;
    std::uint64_t importFiles(const QStringList &paths) override;

    QStringList imported;
    QStringList exported;
};

class UiMemory final : public console::UiMemory
{
public:
    QByteArray value(const QString &key) const override { return m_values.value(key); }
    void setValue(const QString &key, const QByteArray &value) override
    {
        m_values.insert(key, value);
    }

private:
    QHash<QString, QByteArray> m_values;
};

// The pieces the feeds above are made of, for tests that want more of the same.
std::shared_ptr<const ClusterSnapshot> makeSnapshot(
    const std::string &cluster, int nodes, int pods, Timestamp now);
console::EstateView makeEstate(Timestamp now);
console::Events makeEvents(Timestamp now, int count);

} // namespace binnacle::fake
