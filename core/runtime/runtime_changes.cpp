// The half of Runtime through which others change what is stored, and the state beside it.
#include "core/runtime/contact_keeper.h"
#include "core/runtime/runtime.h"
#include "core/runtime/traffic_keeper.h"
#include "core/store/cluster_repository.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_repository.h"

#include <utility>

namespace binnacle::runtime {

void Runtime::removeCluster(const ClusterId &cluster, StatusDone done)
{
    if (m_pipeline)
        m_pipeline->forget(cluster); // or the next flush would write it back
    m_workspace->writer().submit(
        [cluster, forget = m_traffic->forgetting()](store::WriteContext &context) {
            forget();
            return store::removeCluster(context, cluster);
        },
        [this, cluster, done = std::move(done)](const Status &status) {
            if (status) {
                m_history->forget(); // or it would take the cluster's events for stored ones
                m_keeper->forget(cluster);
                m_core.post([this, cluster] {
                    m_hub->remove(cluster);
                    m_contacts->forget(cluster);
                });
            }
            done(status);
        });
}

void Runtime::renameCluster(
    const ClusterId &cluster, std::string name, Environment environment, StatusDone done)
{
    m_workspace->writer().submit(
        [cluster, name, environment](store::WriteContext &context) {
            return store::renameCluster(context, cluster, name, environment, {});
        },
        [this, cluster, name, environment, done = std::move(done)](const Status &status) {
            if (status)
                m_core.post([this, cluster, name, environment] {
                    m_hub->rename(cluster, name, environment);
                });
            done(status);
        });
}

void Runtime::setTarget(const SloTarget &target, StatusDone done)
{
    if (const Status valid = validate(target); !valid)
        return done(valid);
    m_workspace->writer().submit(
        [target, now = m_clock.now()](store::WriteContext &context) -> Status {
            const auto stored = store::putTarget(context, target, now);
            return stored ? Status(Done{}) : Status(stored.error());
        },
        [this, cluster = target.cluster, done = std::move(done)](const Status &status) {
            if (status)
                m_trafficStored.notify(cluster, {});
            done(status);
        });
}

void Runtime::resetTarget(const SloTarget &target, StatusDone done)
{
    m_workspace->writer().submit(
        [target](store::WriteContext &context) { return store::removeTarget(context, target); },
        [this, cluster = target.cluster, done = std::move(done)](const Status &status) {
            if (status)
                m_trafficStored.notify(cluster, {});
            done(status);
        });
}

void Runtime::takeIncrements(
    const ClusterId &cluster, SloIncrements increments, std::function<void(const Status &)> done)
{
    if (Status admitted = m_pipeline->admit(cluster); !admitted)
        return done(admitted);
    m_pipeline->heard(cluster, {.lastIncrement = m_clock.now()});
    std::vector<SloIncrements> one;
    one.push_back(std::move(increments));
    m_traffic->ingest(
        cluster, std::move(one), [this, cluster, done = std::move(done)](const Status &status) {
            if (status)
                m_core.post([this, cluster] { m_hub->incrementsArrived(cluster); });
            done(status);
        });
}

} // namespace binnacle::runtime
