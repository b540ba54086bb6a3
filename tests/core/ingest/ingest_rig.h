#pragma once

#include "core/base/core_thread.h"
#include "core/codec/gzip.h"
#include "core/hub/memory_hub.h"
#include "core/ingest/snapshot_pipeline.h"
#include "core/slo/traffic_history.h"
#include "core/store/cluster_repository.h"
#include "core/store/event_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/store_writer.h"
#include "core/store/workspace.h"
#include "tests/core/hub/fake_journal.h"
#include "tests/support/fake_clock.h"
#include "tests/support/read_with.h"

#include <QTemporaryDir>

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::test {

// The agent's way through a real workspace: pipeline, hub on a core thread, event history.
class IngestRig
{
public:
    explicit IngestRig(std::size_t threads = 2, std::size_t mostClusters = 10'000)
        : workspace(opened(dir.path().toStdString()))
        , history(std::make_unique<store::EventHistory>(workspace->writer()))
        , traffic(std::make_unique<slo::TrafficHistory>(clock, workspace->writer()))
    {
        history->load([](const Status &loaded) {
            if (!loaded)
                qFatal("%s", loaded.error().message.c_str());
        });
        pipeline = std::make_unique<ingest::SnapshotPipeline>(
            ingest::SnapshotPipeline::Parts{.clock = clock,
                .core = core,
                .hub = hub,
                .history = *history,
                .traffic = *traffic,
                .writer = workspace->writer(),
                .stats = stats,
                .mostClusters = mostClusters},
            threads);
    }

    using Outcome = Result<ingest::SnapshotPipeline::Outcome>;

    std::future<Outcome> push(const std::string &cluster, std::string bytes, bool gzip = false)
    {
        auto answer = std::make_shared<std::promise<Outcome>>();
        pipeline->accept({.cluster = {cluster}, .bytes = std::move(bytes), .declaredGzip = gzip},
            [answer](Outcome outcome) { answer->set_value(std::move(outcome)); });
        return answer->get_future();
    }

    void onCore(const std::function<void()> &task)
    {
        std::promise<void> done;
        core.post([&] {
            task();
            done.set_value();
        });
        done.get_future().wait();
    }

    std::vector<ClusterEvent> events()
    {
        return readWith(workspace->readers(), [](store::Connection &connection) {
            return need(store::EventReader(connection).page({}, {.limit = 10'000}));
        });
    }

    std::vector<store::ClusterRecord> clusters()
    {
        return need(readWith(workspace->readers(),
            [](store::Connection &connection) { return store::readClusters(connection, true); }));
    }

    hub::ClusterState only() const { return hub.state()->clusters.at(0); }

    QTemporaryDir dir;
    FakeClock clock;
    FakeJournal journal; // touched on the core thread only
    std::unique_ptr<store::Workspace> workspace;
    std::unique_ptr<store::EventHistory> history;
    std::unique_ptr<slo::TrafficHistory> traffic;
    ingest::IngestStats stats;
    hub::MemoryHub hub{clock, journal};
    CoreThread core;
    std::unique_ptr<ingest::SnapshotPipeline> pipeline;

private:
    static std::unique_ptr<store::Workspace> opened(const std::string &directory)
    {
        auto opened = store::Workspace::open({.directory = directory});
        if (!opened)
            qFatal("%s", opened.error().message.c_str());
        return *std::move(opened);
    }
};

// A snapshot of one pod with one Warning about it.
inline std::string snapshotJson(
    const std::string &cluster, int count, const std::string &fetchedAt = "2026-03-01T09:00:00Z")
{
    return R"({"clusterId":")" + cluster + R"(","fetchedAt":")" + fetchedAt
        + R"(","pods":[{"summary":{"name":"api-1","namespace":"shop","nodeName":"n1"},)"
          R"("status":{"phase":"Running"}}],"events":[{"uid":"e1","name":"api-1.1",)"
          R"("namespace":"shop","type":"Warning","reason":"BackOff","message":"again",)"
          R"("source":"kubelet","involvedObject":{"kind":"Pod","namespace":"shop",)"
          R"("name":"api-1"},"count":)"
        + std::to_string(count)
        + R"(,"firstTimestamp":"2026-03-01T08:00:00Z","lastTimestamp":"2026-03-01T08:59:00Z"}]})";
}

} // namespace binnacle::test
