#pragma once

#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "core/console/transfer_desk.h"
#include "core/console/ui_memory.h"

#include <QPromise>

#include <deque>
#include <map>

namespace binnacle::ui {

// A history in memory. By default it answers at once; with `isManual` only when told to, so tests
// decide the order of replies.
class FakeEventFeed final : public console::EventFeed
{
    Q_OBJECT

public:
    template<typename T>
    struct Question
    {
        QPromise<Result<std::shared_ptr<const T>>> promise;
        std::shared_ptr<const T> answer; // what the history says

        void reply() { reply(answer); }
        void reply(std::shared_ptr<const T> value)
        {
            promise.addResult(Result<std::shared_ptr<const T>>(std::move(value)));
            promise.finish();
        }
        void fail(Error error)
        {
            promise.addResult(Result<std::shared_ptr<const T>>(std::move(error)));
            promise.finish();
        }
    };
    template<typename T>
    using Questions = std::deque<Question<T>>;

    console::Answer<console::Events> page(
        const EventQuery &query, const EventPageRequest &page) override;
    console::Answer<console::EventIndex> index(
        const EventQuery &query, std::stop_token stop) override;
    console::Answer<console::Events> events(std::vector<EventRowId> ids) override;
    console::Answer<console::EventContext> context(EventRowId id) override;
    console::Answer<std::vector<console::ClusterBars>> histogram(
        const EventQuery &query, TimeRange range, Duration bucket) override;
    console::Answer<console::Timeline> timeline(const ClusterId &, TimeRange) override;
    console::FilterCheck check(const QString &filter) const override;
    QFuture<Result<console::FilterCompletion>> complete(const QString &, qsizetype) override;
    QString comparison(EventField field, CompareOp op, const QString &value) const override;
    Result<console::TimeSelectionView> timeSelection(const QString &) const override;
    QString copyText(const console::Events &events, CopyFormat format) const override;

    const ClusterEvent *find(EventRowId id) const;
    console::Events matching(const EventQuery &query) const; // newest first

    console::Events history; // any order
    std::vector<console::OwnershipRow> ownership;
    std::vector<console::StateLine> state;
    std::int64_t aroundUnread = 0; // further events in the window around one
    bool isManual = false;
    Questions<console::Events> pages;
    Questions<console::EventIndex> indexes;
    Questions<console::Events> texts;
    Questions<console::EventContext> contexts;
    Questions<std::vector<console::ClusterBars>> histograms;
    std::vector<std::vector<EventRowId>> asked; // by events()
    std::vector<EventQuery> queries;            // by page()
    std::vector<std::stop_token> stops;         // of index()

private:
    template<typename T>
    console::Answer<T> ask(Questions<T> &questions, T answer);
};

class FakeEstateFeed final : public console::EstateFeed
{
    Q_OBJECT

public:
    std::shared_ptr<const console::EstateView> estate() const override
    {
        return std::make_shared<const console::EstateView>(view);
    }
    console::Answer<std::string> objectJson(
        const ClusterId &cluster, const ResourceRef &object) override;
    console::Answer<ClusterSnapshot> snapshotAt(const ClusterId &, Timestamp) override;
    console::Answer<console::PastContact> contactAt(const ClusterId &, Timestamp) override;
    QFuture<Status> renameCluster(const ClusterId &, const QString &, Environment) override;
    QFuture<Status> removeCluster(const ClusterId &) override;

    console::EstateView view;
    std::vector<ResourceRef> objectsAsked;
};

class FakeTransferDesk final : public console::TransferDesk
{
    Q_OBJECT

public:
    std::uint64_t exportEvents(const EventQuery &query, const QString &path, Format) override
    {
        exported.push_back(query);
        exportedTo = path;
        return 1;
    }
    std::uint64_t importFiles(const QStringList &) override { return 2; }

    std::vector<EventQuery> exported;
    QString exportedTo;
};

class FakeUiMemory final : public console::UiMemory
{
public:
    QByteArray value(const QString &key) const override
    {
        const auto found = values.find(key);
        return found == values.end() ? QByteArray() : found->second;
    }
    void setValue(const QString &key, const QByteArray &bytes) override { values[key] = bytes; }

    std::map<QString, QByteArray> values;
};

// A history of `count` events, the newest a second before `newest` and then one a second; every
// third is a Warning. Ids count down from `count` to 1.
console::Events makeHistory(int count, Timestamp newest);
// The story of the pictures: an incident on node-5 between 19:02 and 19:44.
console::Events makeIncident(Timestamp newest);

} // namespace binnacle::ui
