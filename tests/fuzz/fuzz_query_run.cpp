#include "core/query/execution/query_execution.h"
#include "tests/fuzz/require.h"
#include "tests/support/fake_query_world.h"

#include <string>
#include <string_view>

using namespace binnacle;
using test::require;

namespace {

constexpr std::size_t kRows = 50;

test::FakeQueryWorld &smallWorld()
{
    static test::FakeQueryWorld world = [] {
        test::FakeQueryWorld made;
        for (const char *cluster : {"prod", "staging"}) {
            for (int hour = 3; hour >= 0; --hour) {
                test::SnapshotMaker make(cluster, made.at - Duration{3'600'000 * hour});
                ClusterSnapshot &s = make.edit();
                for (int i = 0; i < 60; ++i)
                    s.pods.push_back({.meta = make.meta("ns-" + std::to_string(i % 3),
                                          "pod-" + std::to_string(i + hour), {{"app", "web"}}),
                        .nodeName = make.text("node-1"),
                        .phase = static_cast<PodPhase>(i % 5),
                        .restarts = i * hour,
                        .cpuUsage = i % 4 == 0 ? -1 : i * 10,
                        .containers = make.images({"web:1", "proxy:2"})});
                s.nodes.push_back(
                    {.meta = make.meta("", "node-1"), .ready = "True", .cpuAllocatable = 4'000});
                s.namespaces.push_back({.meta = make.meta("", "ns-1")});
                const auto snapshot = make.take();
                made.keep(snapshot);
                if (hour == 0)
                    made.add(snapshot);
            }
        }
        for (int i = 40; i > 0; --i)
            made.allEvents.push_back({.id = i,
                .cluster = {"prod"},
                .reason = i % 2 == 0 ? "BackOff" : "Pulled",
                .involved = {.kind = "Pod", .ns = "ns-1", .name = "pod-1"},
                .first = made.at - Duration{120'000},
                .last = made.at - Duration{60'000} + Duration{i}});
        return made;
    }();
    return world;
}

} // namespace

// Any text either is a query or names a span inside itself; a query ends, holds its limits and has
// as many values in each row as columns.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    test::FakeQueryWorld &world = smallWorld();
    const auto query = query::parseQuery(text, world.at);
    if (!query) {
        const query::FilterError &error = query.error();
        require(error.offset <= size && error.length <= size - error.offset);
        return 0;
    }
    query::QueryRequest request;
    request.mayReadSensitive = true;
    request.mayReadCommands = true;
    request.limits = {.rows = kRows, .time = Duration{2'000}};
    query::QueryExecution execution(world);
    const auto result = execution.run(*query, request, {});
    if (!result) {
        require(!result.error().message.empty());
        return 0;
    }
    require((*result)->rows.size() <= kRows);
    require((*result)->total >= static_cast<std::int64_t>((*result)->rows.size()));
    require((*result)->subjects.empty() || (*result)->subjects.size() == (*result)->rows.size());
    for (const auto &row : (*result)->rows)
        require(row.size() == (*result)->columns.size());
    return 0;
}
