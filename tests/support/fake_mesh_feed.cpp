#include "tests/support/fake_mesh_feed.h"

#include "tests/support/fake_console.h"
#include "tests/support/fake_mesh_parts.h"

#include <QFuture>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <string_view>

namespace binnacle::fake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

struct DemoService
{
    const char *ns;
    const char *name;
    double rate;     // a second
    double errors;   // percent, well
    double p95;      // ms, well
    double sickRate; // percent, at the height of the incident
    double sickP95;
    double x; // of the layout
    double y;
    int rank;
};

constexpr std::array kEstate{
    DemoService{"edge", "traefik", 812, 0.1, 12, 0.1, 12, 0, 174, 0},
    DemoService{"shop", "storefront", 640, 0.2, 38, 0.2, 38, 212, 74, 1},
    DemoService{"shop", "api-gateway", 590, 0.1, 74, 1.4, 92, 212, 268, 1},
    DemoService{"shop", "catalog", 402, 0, 21, 0, 21, 444, 0, 2},
    DemoService{"shop", "cart", 188, 0.1, 17, 0.1, 17, 444, 120, 2},
    DemoService{"shop", "checkout", 96, 0.1, 120, 7.8, 1'480, 444, 250, 2},
    DemoService{"ml", "recommender", 77, 0, 64, 0, 64, 444, 380, 2},
    DemoService{"shop", "inventory", 210, 0.2, 26, 0.2, 26, 684, 64, 3},
    DemoService{"pay", "payments", 94, 0.1, 84, 8.1, 1'400, 684, 214, 3},
    DemoService{"id", "accounts", 144, 0.1, 19, 0.1, 19, 684, 342, 3},
    DemoService{"data", "redis", 930, 0, 2, 0, 2, 898, 74, 4},
    DemoService{"data", "payments-db", 88, 0, 40, 6.2, 1'210, 898, 214, 4},
    DemoService{"pay", "fraud-check", 12, 0, 44, 0, 44, 898, 334, 4},
};

struct DemoCall
{
    const char *from;
    const char *to;
    double rate;
    bool isSick; // fails during the incident
};

constexpr std::array kCalls{
    DemoCall{"traefik", "storefront", 640, false},
    DemoCall{"traefik", "api-gateway", 590, false},
    DemoCall{"storefront", "catalog", 402, false},
    DemoCall{"storefront", "cart", 120, false},
    DemoCall{"api-gateway", "cart", 68, false},
    DemoCall{"api-gateway", "checkout", 96, true},
    DemoCall{"api-gateway", "recommender", 77, false},
    DemoCall{"api-gateway", "accounts", 103, false},
    DemoCall{"checkout", "payments", 94, true},
    DemoCall{"checkout", "inventory", 95, false},
    DemoCall{"checkout", "accounts", 41, false},
    DemoCall{"cart", "inventory", 115, false},
    DemoCall{"cart", "redis", 520, false},
    DemoCall{"inventory", "redis", 410, false},
    DemoCall{"payments", "payments-db", 88, true},
    DemoCall{"payments", "fraud-check", 12, false},
};

Timestamp orNow(Timestamp at)
{
    return isKnown(at)
        ? at
        : std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

template<typename T>
console::Answer<T> ready(T value)
{
    using Reply = Result<std::shared_ptr<const T>>;
    return QtFuture::makeReadyFuture(Reply(std::make_shared<const T>(std::move(value))));
}

template<typename T>
console::Answer<T> refused(const Error &error)
{
    return QtFuture::makeReadyFuture(Result<std::shared_ptr<const T>>(error));
}

std::int64_t requestsIn(const MeshGraph &graph, double rate)
{
    return std::llround(rate * std::chrono::duration<double>(graph.covered).count());
}

std::optional<std::size_t> placeOf(const MeshGraph &graph, std::string_view name)
{
    const auto found = std::ranges::find(graph.nodes, name,
        [](const MeshNode &node) { return std::string_view(node.service.name); });
    if (found == graph.nodes.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - graph.nodes.begin());
}

void addServices(console::MeshPicture &result, bool hasFraudCheck, double sick)
{
    MeshGraph &graph = result.graph;
    std::vector<const DemoService *> order;
    for (const DemoService &service : kEstate) {
        if (hasFraudCheck || service.name != "fraud-check"sv)
            order.push_back(&service);
    }
    std::ranges::sort(order, {}, [](const DemoService *service) {
        return ServiceRef{service->ns, service->name};
    });
    for (const DemoService *service : order) {
        MeshNode node;
        node.service = {service->ns, service->name};
        node.kind = service->name == "traefik"sv ? MeshNodeKind::Ingress : MeshNodeKind::Service;
        node.traffic = makeTraffic(requestsIn(graph, service->rate),
            service->errors + (service->sickRate - service->errors) * sick,
            service->p95 + (service->sickP95 - service->p95) * sick);
        node.status = judge(node.traffic);
        node.isNew = service->name == "fraud-check"sv;
        const auto failed = static_cast<double>(node.traffic.errors);
        if (sick > 0 && service->sickRate > service->errors) {
            const bool isCulprit = service->name == "payments-db"sv;
            node.origin = isCulprit ? ErrorOrigin::Own : ErrorOrigin::Inherited;
            node.ownErrors = failed * (isCulprit ? 1 : 0.06);
            node.inheritedErrors = failed - node.ownErrors;
        }
        graph.nodes.push_back(std::move(node));
        result.layout.places.push_back({.id = ServiceRef{service->ns, service->name}.text(),
            .box = {service->x, service->y, kMeshBoxWidth, kMeshBoxHeight},
            .rank = service->rank,
            .nodes = {graph.nodes.size() - 1}});
    }
    result.layout.width = 898 + kMeshBoxWidth;
    result.layout.height = 430;
}

void addCalls(console::MeshPicture &result, double sick)
{
    MeshGraph &graph = result.graph;
    for (const DemoCall &call : kCalls) {
        const auto target = placeOf(graph, call.to);
        if (!target)
            continue;
        MeshEdge edge = newEdge(graph, *placeOf(graph, call.from), *target);
        const DemoService &to = *std::ranges::find(kEstate, std::string_view(call.to),
            [](const DemoService &service) { return std::string_view(service.name); });
        const double now = call.isSick ? sick : 0;
        edge.traffic = makeTraffic(requestsIn(graph, call.rate),
            to.errors + (to.sickRate - to.errors) * now, to.p95 + (to.sickP95 - to.p95) * now);
        edge.status = judge(edge.traffic);
        edge.isNew = call.to == "fraud-check"sv;
        graph.edges.push_back(std::move(edge));
    }
    std::ranges::sort(graph.edges, {}, &MeshEdge::edge);
    for (std::size_t i = 0; i < graph.edges.size(); ++i)
        result.layout.routes.push_back(routeOf(result.layout, graph, i));
}

} // namespace

MeshFeed::MeshFeed(Timestamp now)
    : m_now(orNow(now))
    , m_incident(m_now - 40min)
{}

double MeshFeed::sickness(Timestamp at) const
{
    if (m_content == Content::Healthy)
        return 0;
    const auto minutes
        = std::chrono::duration<double, std::ratio<60>>(at - (m_incident + 24min)).count();
    return std::clamp(minutes / 4, 0.0, 1.0);
}

console::MeshPicture MeshFeed::make(const console::MeshQuestion &question) const
{
    console::MeshPicture result;
    if (m_services > 0)
        result = makeMeshPicture(m_services);
    result.question = question;
    MeshGraph &graph = result.graph;
    graph.cluster = question.cluster;
    graph.range = question.range;
    graph.covered = m_content == Content::NeverCollected ? 0ms : question.range.length();
    if (m_services > 0) {
        result.allNodes = graph.nodes.size();
        if (m_draw)
            result.layout = m_draw(graph, question);
        return result;
    }
    if (m_content == Content::NeverCollected || m_content == Content::NoTraffic)
        return result;
    const double sick = sickness(question.range.to);
    addServices(result, question.range.to >= m_incident + 12min, sick);
    addCalls(result, sick);
    result.allNodes = graph.nodes.size();
    narrow(graph, result.layout, question);
    if (m_draw)
        result.layout = m_draw(graph, question);
    if (question.compare) {
        console::MeshQuestion before = question;
        before.range = *question.compare;
        before.compare.reset();
        result.diff = diffOf(make(before).graph, graph);
    }
    return result;
}

console::Answer<console::MeshPicture> MeshFeed::picture(
    const console::MeshQuestion &question, std::stop_token stop)
{
    m_questions.push_back(question);
    m_stops.push_back(stop);
    if (!m_isHeld) {
        if (m_error)
            return refused<console::MeshPicture>(*m_error);
        return ready(make(question));
    }
    Held held{std::make_shared<QPromise<PictureReply>>(),
        m_error ? PictureReply(*m_error)
                : PictureReply(std::make_shared<const console::MeshPicture>(make(question)))};
    held.promise->start();
    const auto future = held.promise->future();
    m_held.push_back(std::move(held));
    return future;
}

void MeshFeed::release()
{
    if (m_held.empty())
        return;
    const Held first = m_held.front();
    m_held.erase(m_held.begin());
    first.promise->addResult(first.reply);
    first.promise->finish();
}

console::Answer<console::MeshServiceDetail> MeshFeed::detail(
    const ClusterId &, const ServiceRef &service, const TimeRange &range)
{
    ++m_details;
    if (m_error)
        return refused<console::MeshServiceDetail>(*m_error);
    console::MeshServiceDetail result;
    result.service = service;
    result.workloadKind = service.name == "payments-db" ? "StatefulSet" : "Deployment";
    result.readyPods = 6;
    result.desiredPods = 6;
    const auto found = std::ranges::find_if(kEstate, [&](const DemoService &one) {
        return service == ServiceRef{one.ns, one.name};
    });
    if (found == kEstate.end())
        return ready(std::move(result));
    result.step = range.length() / 60;
    for (int i = 0; i < 60; ++i) {
        Measured step;
        step.range = {range.from + result.step * i, range.from + result.step * (i + 1)};
        const double sick = sickness(step.range.to);
        const double wave = 1 + 0.12 * std::sin(i * 0.7) + 0.05 * std::sin(i * 2.9);
        step.covered = i == 20 ? 0ms : result.step;
        const double seconds = std::chrono::duration<double>(step.covered).count();
        step.traffic = makeTraffic(std::llround(found->rate * wave * seconds),
            found->errors + (found->sickRate - found->errors) * sick,
            (found->p95 + (found->sickP95 - found->p95) * sick) * wave);
        result.trend.push_back(std::move(step));
    }
    const double sick = sickness(range.to);
    result.budgetRemaining = found->sickRate > found->errors ? 96 - 75 * sick : 97;
    result.target = defaultTarget(SloWindow::ThirtyDays);
    for (ClusterEvent &event : makeEvents(range.to, 200)) {
        if (event.involved.ns == service.ns && event.involved.name.starts_with(service.name)
            && result.events.size() < 6)
            result.events.push_back(std::move(event));
    }
    if (sick > 0 && (service.name == "checkout" || service.name == "payments")) {
        result.cause
            = {.service = {"data", "payments-db"}, .share = 0.82, .lead = 3min, .isLatency = true};
    }
    return ready(std::move(result));
}

console::Answer<console::MeshTimeline> MeshFeed::timeline(const ClusterId &, const TimeRange &range)
{
    ++m_timelines;
    if (m_error)
        return refused<console::MeshTimeline>(*m_error);
    console::MeshTimeline result;
    result.range = range;
    result.step = std::max<Duration>(range.length() / 180, 1s);
    for (int i = 0; i < 180; ++i) {
        console::MeshTimeBar bar;
        bar.start = range.from + result.step * i;
        bar.isGap = m_content == Content::NeverCollected || (i >= 30 && i < 36);
        if (!bar.isGap && m_content != Content::NoTraffic) {
            bar.requestRate = 800 + 120 * std::sin(i * 0.31) + 60 * std::sin(i * 1.7);
            bar.errorRate = 0.1 + 6.2 * sickness(bar.start);
        }
        result.bars.push_back(bar);
    }
    using console::LaneKind;
    const auto at = [&](Duration offset) { return m_incident + offset; };
    result.marks = {
        {LaneKind::Deploys, {},
            {{at(-70min), at(-70min), false, 1, "catalog 2.8.1", 0},
                {at(12min), at(12min), false, 1, "fraud-check 1.4.0", 0}}},
        {LaneKind::Commands, {},
            {{at(33min), at(33min), false, 1, "scale shop/checkout 4 → 6", 0}}},
        {LaneKind::NamespaceWarnings, "data",
            {{at(24min), at(24min), false, 3, "Unhealthy payments-db-0", 7},
                {at(30min), at(30min), true, 9, "BackOff payments-db-0", 9}}},
    };
    return ready(std::move(result));
}

QString MeshFeed::exportText(const console::MeshPicture &picture, console::MeshFormat format) const
{
    const QString count = QString::number(picture.graph.nodes.size());
    switch (format) {
    case console::MeshFormat::Dot:
        return u"digraph mesh { // "_s + count + u"\n}\n"_s;
    case console::MeshFormat::Json:
        return u"{\"nodes\": "_s + count + u"}\n"_s;
    case console::MeshFormat::Csv:
        break;
    }
    return u"source,target\n"_s;
}

} // namespace binnacle::fake
