#pragma once

#include "core/console/estate_feed.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/runtime.h"

#include <QTimer>

#include <memory>
#include <string>
#include <vector>

namespace binnacle::runtime {

// The console's live state over a running Runtime. GUI thread.
class LiveEstateFeed final : public console::EstateFeed
{
    Q_OBJECT

public:
    // Both must outlive the feed, as for the other desks.
    LiveEstateFeed(Runtime &runtime, DesktopUser &user, bool isDemo, QObject *parent = nullptr);

    std::shared_ptr<const console::EstateView> estate() const override { return m_estate; }
    console::Answer<std::string> objectJson(
        const ClusterId &cluster, const ResourceRef &object) override;
    console::Answer<ClusterSnapshot> snapshotAt(const ClusterId &cluster, Timestamp at) override;
    console::Answer<console::PastContact> contactAt(
        const ClusterId &cluster, Timestamp at) override;
    QFuture<Status> renameCluster(
        const ClusterId &cluster, const QString &name, Environment environment) override;
    QFuture<Status> removeCluster(const ClusterId &cluster) override;

private:
    struct Counters
    {
        std::uint64_t snapshots = 0;
        std::uint64_t bytes = 0;
        std::uint64_t events = 0;
    };

    void wake(); // GUI thread; the hub changed
    void publish();
    void sampleRates();
    void sampleStore();
    Counters counters() const;
    console::IngestView ingestView() const;

    Runtime &m_runtime;
    DesktopUser &m_user;
    const bool m_isDemo;
    std::shared_ptr<const console::EstateView> m_estate;
    std::vector<Counters> m_samples; // one a second, oldest first
    console::StoreView m_store;
    bool m_sampling = false;
    int m_storeSamples = 0;
    QTimer m_publish;
    QTimer m_second;
    Listeners<>::Subscription m_listening; // last: stops first
};

} // namespace binnacle::runtime
