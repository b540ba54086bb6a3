#include "core/runtime/slo_answer.h"

#include "core/runtime/mesh_reader.h"
#include "core/runtime/workspace_follower.h"
#include "core/slo/slo_answers.h"
#include "core/store/cluster_repository.h"
#include "core/topology/graph_export.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::runtime {

namespace {

using slo::AnswerQuery;

// The last state of the cluster: what stands behind its services.
Result<std::shared_ptr<const ClusterSnapshot>> lastSnapshot(
    store::Connection &connection, const ClusterId &cluster)
{
    const auto clusters = store::readClusters(connection, true);
    if (!clusters)
        return clusters.error();
    const auto known = std::ranges::find(*clusters, cluster, &store::ClusterRecord::id);
    if (known == clusters->end())
        return Error{ErrorCode::NotFound, "no cluster " + cluster.value};
    return rememberedSnapshot(*known);
}

Result<std::string> answerTopology(store::Connection &connection, const AnswerQuery &query)
{
    const std::string range = query.timeRange.empty() ? "1h" : query.timeRange;
    const auto length = slo::answerRange(range);
    if (!length)
        return Error{ErrorCode::InvalidArgument, "time_range: no range of time: " + range};
    const auto graph = readMeshGraph(
        connection, {.cluster = query.cluster, .range = {query.now - *length, query.now}});
    if (!graph)
        return graph.error();
    return topology::toJson(*graph);
}

Result<std::string> answerServiceNamed(
    store::Connection &connection, const AnswerQuery &query, const std::string &host)
{
    const std::size_t slash = host.find('/');
    if (slash == std::string::npos)
        return Error{ErrorCode::InvalidArgument, "host: name the service as namespace/name"};
    return slo::answerService(
        connection, query, {.ns = host.substr(0, slash), .name = host.substr(slash + 1)});
}

using Answer
    = Result<std::string> (*)(store::Connection &, const AnswerQuery &, const std::string &host);
struct Named
{
    std::string name;
    Answer answer;
};

const std::array<Named, 9> &answers()
{
    using Connection = store::Connection;
    using Host = std::string;
    static const std::array<Named, 9> kAnswers{{
        {"domains",
            [](Connection &connection, const AnswerQuery &query, const Host &) {
                return slo::answerDomains(connection, query);
            }},
        {"service-keys",
            [](Connection &connection, const AnswerQuery &query, const Host &) {
                return slo::answerServiceKeys(connection, query);
            }},
        {"domain",
            [](Connection &connection, const AnswerQuery &query, const Host &host) {
                return slo::answerDomain(connection, query, host);
            }},
        {"history",
            [](Connection &connection, const AnswerQuery &query, const Host &host) {
                return slo::answerDomainHistory(connection, query, host);
            }},
        {"latency",
            [](Connection &connection, const AnswerQuery &query, const Host &host) {
                return slo::answerDomainLatency(connection, query, host);
            }},
        {"service", &answerServiceNamed},
        {"topology",
            [](Connection &connection, const AnswerQuery &query, const Host &) {
                return answerTopology(connection, query);
            }},
        {"targets",
            [](Connection &connection, const AnswerQuery &query, const Host &) {
                return slo::answerTargets(connection, query.cluster);
            }},
        {"status-history",
            [](Connection &connection, const AnswerQuery &query, const Host &host) {
                return slo::answerStatusHistory(connection, query, {.host = host});
            }},
    }};
    return kAnswers;
}

} // namespace

const std::vector<std::string> &sloAnswerNames()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Named &named : answers())
            all.push_back(named.name);
        return all;
    }();
    return names;
}

Result<std::string> answerSlo(store::Connection &connection, const SloQuestion &question)
{
    const auto named = std::ranges::find(answers(), question.answer, &Named::name);
    if (named == answers().end())
        return Error{ErrorCode::InvalidArgument, "there is no answer named " + question.answer};
    auto snapshot = lastSnapshot(connection, question.cluster);
    if (!snapshot)
        return snapshot.error();
    return named->answer(connection,
        {.cluster = question.cluster,
            .timeRange = question.timeRange,
            .now = question.now,
            .snapshot = *std::move(snapshot)},
        question.host);
}

} // namespace binnacle::runtime
