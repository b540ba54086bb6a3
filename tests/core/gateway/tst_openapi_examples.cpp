#include "core/commands/runbook_file.h"
#include "core/demo/agent_wire.h"
#include "core/gateway/gateway.h"
#include "core/gateway/route.h"
#include "core/runtime/command_keeper.h"
#include "tests/core/gateway/gateway_rig.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <atomic>
#include <map>
#include <set>
#include <thread>

using namespace binnacle;
using namespace Qt::Literals::StringLiterals;
using test::GatewayRig;

namespace {

QJsonObject objectOf(std::string_view text)
{
    return QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())))
        .object();
}

// Everything that the document promises to list, once.
std::string snapshot(Timestamp now)
{
    const std::string at = formatRfc3339(now);
    return R"({"clusterId":"prod","fetchedAt":")" + at + R"(",
"nodes":[{"summary":{"name":"node-1","ready":"True"}}],
"pods":[{"summary":{"name":"web-0","namespace":"shop","nodeName":"node-1"},
         "status":{"phase":"Running"}},
        {"summary":{"name":"db-0","namespace":"pay"},"status":{"phase":"Failed"}}],
"deployments":[{"summary":{"name":"web","namespace":"shop","replicas":1,"ready":1}}],
"configMaps":[{"name":"flags","namespace":"shop"}],
"events":[{"uid":"e1","name":"web-0.1","namespace":"shop","kind":"Event","createdAt":")"
        + at + R"(","type":"Warning","reason":"BackOff","message":"back-off","source":"kubelet",
 "involvedObject":{"kind":"Pod","namespace":"shop","name":"web-0"},"count":3,
 "firstTimestamp":")"
        + at + R"(","lastTimestamp":")" + at + R"("}]})";
}

// An agent that says yes to whatever it is told.
class Agent
{
public:
    Agent(std::uint16_t port, const Clock &clock)
        : m_port(port)
        , m_poll("127.0.0.1", port)
        , m_thread([this, &clock](const std::stop_token &stop) { run(stop, clock); })
    {}
    ~Agent()
    {
        m_thread.request_stop();
        m_poll.interrupt();
    }

    void report(const std::string &body) const
    {
        http::Client client("127.0.0.1", m_port);
        const auto answer = client.send({.method = "POST",
            .target = "/agent/snapshot",
            .headers = {{"Content-Type", "application/json"}, {"X-Cluster-ID", "prod"}},
            .body = body});
        if (!answer || answer->status != 200)
            qFatal("the snapshot was refused: %s", answer ? answer->body.c_str() : "no answer");
    }

private:
    void run(const std::stop_token &stop, const Clock &clock)
    {
        http::Client results("127.0.0.1", m_port);
        while (!stop.stop_requested()) {
            const auto polled = m_poll.send({.target = "/agent/commands?cluster_id=prod&topic=ops",
                .headers = {{"X-Cluster-ID", "prod"}},
                .timeout = Duration{60'000}});
            if (!polled || polled->status != 200)
                continue;
            const auto command = demo::decodePoll(polled->body);
            if (!command || !*command)
                continue;
            const auto told = results.send({.method = "POST",
                .target = "/agent/result",
                .headers = {{"Content-Type", "application/json"}, {"X-Cluster-ID", "prod"}},
                .body = demo::encodeResult((*command)->id, std::string("a line"),
                    std::chrono::milliseconds{1}, clock.now())});
            if (!told)
                qWarning("%s", told.error().message.c_str());
        }
    }

    const std::uint16_t m_port;
    http::Client m_poll;
    std::jthread m_thread; // last: stops first
};

// Where `real` is not as `example` shows it; empty: it is. Every member is there with a value of
// the same type (null stands for what is not known), and lists that are shown with something in
// them have something in them.
QString difference(const QJsonValue &example, const QJsonValue &real, const QString &path)
{
    if (example.isNull() || real.isNull())
        return {};
    if (example.type() != real.type())
        return path + u": another type"_s;
    if (example.isObject()) {
        const QJsonObject members = example.toObject();
        for (auto member = members.begin(); member != members.end(); ++member) {
            const QString inner = path + u'/' + member.key();
            if (!real.toObject().contains(member.key()))
                return inner + u": is not there"_s;
            const QString found = difference(member.value(), real.toObject()[member.key()], inner);
            if (!found.isEmpty())
                return found;
        }
    }
    if (example.isArray() && !example.toArray().isEmpty()) {
        if (real.toArray().isEmpty())
            return path + u": has nothing in it"_s;
        return difference(example.toArray()[0], real.toArray()[0], path + u"/0"_s);
    }
    return {};
}

} // namespace

// Each route of the document is asked as the document says, with everything its example shows in
// the workspace, and answers as the example says.
class TestOpenApiExamples final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void everyExampleIsAnsweredSo();

private:
    struct Play
    {
        std::string path;     // of the table
        std::string target{}; // where it differs; $name is what was remembered
        std::string body{};
        std::string remember{}; // "name=data.id"
        int who = 0;            // 1: a second person, 2: who is logged in as $session
    };

    void play(std::string_view method, const Play &one);
    void playLists();
    void playDuties();
    void playCommands();
    void playUsers();
    void playRest();
    std::string filledIn(std::string text) const;

    std::unique_ptr<GatewayRig> m_rig;
    std::unique_ptr<Agent> m_agent;
    GatewayRig::Key m_admin;
    GatewayRig::Key m_second;
    std::map<std::string, std::string> m_known;
    std::set<std::string> m_played;
};

void TestOpenApiExamples::initTestCase()
{
    m_rig = std::make_unique<GatewayRig>();
    m_admin = m_rig->keyOf(Role::Admin);
    m_second = m_rig->keyOf(Role::Admin);
    m_agent = std::make_unique<Agent>(m_rig->runtime().listener()->port(), m_rig->clock());
    m_agent->report(snapshot(m_rig->clock().now()));
    QTRY_COMPARE(m_rig->get("/api/v2/clusters/prod", m_admin).status, 200);
    const auto runbook = commands::runbookFromJson(
        R"({"name":"restart-one","steps":[{"name":"Restart","action":"restart",
"kind":"Deployment","namespace":"shop","target":"web"}]})");
    QVERIFY(runbook);
    QVERIFY(waitFor(
        [&](auto done) { m_rig->runtime().commands().saveRunbook(*runbook, "ops", done); }));
}

void TestOpenApiExamples::cleanupTestCase()
{
    m_agent.reset();
    m_rig.reset();
}

std::string TestOpenApiExamples::filledIn(std::string text) const
{
    for (const auto &[name, value] : m_known) {
        const std::string mark = '$' + name;
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark))
            text.replace(at, mark.size(), value);
    }
    return text;
}

void TestOpenApiExamples::play(std::string_view method, const Play &one)
{
    const auto &routes = gateway::allRoutes();
    const auto route = std::ranges::find_if(routes, [&](const gateway::Route &known) {
        return known.path == one.path && gateway::methodName(known.method) == method;
    });
    const std::string name = std::string(method) + ' ' + one.path;
    QVERIFY2(route != routes.end(), name.c_str());
    m_played.insert(name);
    const std::string target = "/api/v2" + filledIn(one.target.empty() ? one.path : one.target);
    const std::string &secret = one.who == 2 ? m_known["session"]
        : one.who == 1                       ? m_second.secret
                                             : m_admin.secret;
    const auto answer = m_rig->send(method, target, "Bearer " + secret, filledIn(one.body));
    QVERIFY2(answer.status == route->success,
        (name + " " + target + ": " + std::to_string(answer.status) + ' ' + answer.body).c_str());
    if (route->example.empty())
        return;
    const QJsonObject real = objectOf(answer.body);
    const QString wrong = difference(objectOf(route->example), real, {});
    QVERIFY2(wrong.isEmpty(),
        qPrintable(QString::fromStdString(name) + u": "_s + wrong + u" in "_s
            + QString::fromStdString(answer.body.substr(0, 300))));
    if (one.remember.empty())
        return;
    const std::size_t equals = one.remember.find('=');
    QJsonValue value = real;
    for (const QString &member :
        QString::fromStdString(one.remember.substr(equals + 1)).split(u'.'))
        value = value.toObject()[member];
    m_known[one.remember.substr(0, equals)]
        = value.isString() ? value.toString().toStdString() : std::to_string(value.toInteger());
}

// Kinds that the snapshot has none of are listed all the same, and their lists may be empty.
void TestOpenApiExamples::playLists()
{
    const std::map<std::string, std::string> there{{"pods", "web-0?namespace=shop&"},
        {"nodes", "node-1?"}, {"deployments", "web?namespace=shop&"},
        {"configmaps", "flags?namespace=shop&"}};
    for (const auto &[kind, detail] : there) {
        play("GET", {.path = '/' + kind, .target = '/' + kind + "?cluster_id=prod"});
        play("GET",
            {.path = '/' + kind + "/{name}",
                .target = '/' + kind + '/' + detail + "cluster_id=prod"});
    }
    play("GET", {.path = "/overview", .target = "/overview?cluster_id=prod"});
    play("GET", {.path = "/clusters"});
    play("GET", {.path = "/clusters/{id}", .target = "/clusters/prod"});
    play("GET", {.path = "/clusters/{id}/status", .target = "/clusters/prod/status"});
    play("GET", {.path = "/events"});
    play("GET",
        {.path = "/events/by-resource",
            .target = "/events/by-resource?cluster_id=prod&kind=Pod&namespace=shop&name=web-0"});
    play("GET", {.path = "/events/node", .target = "/events/node?cluster_id=prod&name=node-1"});
    play("GET", {.path = "/events/timeline"});
    play("GET", {.path = "/query", .target = "/query?q=pods.select(name,namespace)"});
    play("POST", {.path = "/query", .body = R"x({"q":"pods.select(name,namespace)"})x"});
    play("GET", {.path = "/query/complete", .target = "/query/complete?q=po"});
    for (const char *path : {"/slo/domains", "/slo/domains/v2", "/slo/mesh/topology",
             "/slo/targets", "/slo/status-history"})
        play("GET", {.path = path, .target = std::string(path) + "?cluster_id=prod"});
    play("PUT",
        {.path = "/slo/targets",
            .body = R"({"clusterId":"prod","host":"shop.example.com","timeRange":"1d",)"
                    R"("availabilityTarget":99.5,"p95LatencyTarget":300})"});
}

void TestOpenApiExamples::playDuties()
{
    play("POST",
        {.path = "/alerts/rules",
            .body = R"({"name":"PodFailed","severity":"critical",)"
                    R"("condition":{"source":"pods","where":"phase = Failed"}})",
            .remember = "rule=data.id"});
    QTRY_VERIFY(m_rig->get("/api/v2/alerts?phase=firing", m_admin).body.find("PodFailed")
        != std::string::npos);
    play("GET", {.path = "/alerts", .target = "/alerts?rule=$rule"});
    play("GET", {.path = "/alerts/history"});
    m_known["alert"] = std::to_string(
        objectOf(m_rig->get("/api/v2/alerts?phase=firing", m_admin).body)["data"_L1]
            .toArray()[0]
            .toObject()["id"_L1]
            .toInteger());
    play("GET", {.path = "/alerts/{id}", .target = "/alerts/$alert"});
    play("POST",
        {.path = "/alerts/{id}/ack", .target = "/alerts/$alert/ack", .body = R"({"note":"mine"})"});
    play("GET", {.path = "/alerts/rules"});
    play("GET", {.path = "/alerts/rules/{id}", .target = "/alerts/rules/$rule"});
    play("PUT",
        {.path = "/alerts/rules/{id}",
            .target = "/alerts/rules/$rule",
            .body = R"({"name":"PodFailed","severity":"critical",)"
                    R"("condition":{"source":"pods","where":"phase = Failed"},"version":1})"});
    play("POST",
        {.path = "/alerts/silences",
            .body = R"({"name":"deploy window","until":"2999-01-01T00:00:00Z",)"
                    R"("matchers":[{"label":"namespace","op":"=","value":"none"}]})",
            .remember = "silence=data.id"});
    play("GET", {.path = "/alerts/silences"});
    play("GET", {.path = "/alerts/silences/{id}", .target = "/alerts/silences/$silence"});
    play("PUT",
        {.path = "/alerts/silences/{id}",
            .target = "/alerts/silences/$silence",
            .body = R"({"name":"longer window"})"});
    play("DELETE", {.path = "/alerts/silences/{id}", .target = "/alerts/silences/$silence"});
    const char *slack = R"({"type":"slack","name":"on-call","enabled":false,)"
                        R"("config":{"webhook_url":"http://127.0.0.1:9/hook"}})";
    play("POST", {.path = "/notify/channels", .body = slack});
    play("GET", {.path = "/notify/channels"});
    play("GET", {.path = "/notify/channels/{type}", .target = "/notify/channels/slack"});
    play("PUT",
        {.path = "/notify/channels/{type}",
            .target = "/notify/channels/slack",
            .body = R"({"minSeverity":"warning","config":{"webhook_url":"********"}})"});
    play("POST", {.path = "/notify/channels/{type}/test", .target = "/notify/channels/slack/test"});
    play("DELETE", {.path = "/notify/channels/{type}", .target = "/notify/channels/slack"});
    play("DELETE", {.path = "/alerts/rules/{id}", .target = "/alerts/rules/$rule"});
}

void TestOpenApiExamples::playCommands()
{
    const std::string scale = R"({"clusterId":"prod","action":"scale","targetKind":"Deployment",)"
                              R"("targetNamespace":"shop","targetName":"web",)"
                              R"("params":{"replicas":2})";
    play("POST", {.path = "/commands", .body = scale + '}', .remember = "command=commandId"});
    play("POST", {.path = "/command", .body = scale + '}'});
    QTRY_VERIFY(m_rig->get(filledIn("/api/v2/commands/$command"), m_admin).body.find("\"success\"")
        != std::string::npos);
    play("GET", {.path = "/commands/{id}", .target = "/commands/$command"});
    play("GET", {.path = "/commands/history"});
    for (const char *path : {"/ops/pods/logs", "/ops/pods/restart"})
        play("POST",
            {.path = path, .body = R"({"clusterId":"prod","namespace":"shop","name":"web-0"})"});
    const std::string web = R"({"clusterId":"prod","namespace":"shop","name":"web")";
    play("POST", {.path = "/ops/deployments/scale", .body = web + R"(,"replicas":2})"});
    play("POST", {.path = "/ops/deployments/restart", .body = web + '}'});
    play("POST",
        {.path = "/ops/deployments/image", .body = web + R"(,"container":"web","image":"a:1"})"});
    for (const char *path : {"/ops/nodes/cordon", "/ops/nodes/uncordon"})
        play("POST", {.path = path, .body = R"({"clusterId":"prod","name":"node-1"})"});
    for (const char *path : {"/ops/configmaps/data", "/ops/secrets/data"})
        play("POST",
            {.path = path, .body = R"({"clusterId":"prod","namespace":"shop","name":"flags"})"});
    for (const char *end : {"approve", "reject"}) {
        const auto proposed = m_rig->send(
            "POST", "/api/v2/commands", "Bearer " + m_admin.secret, scale + R"(,"source":"ai"})");
        m_known["proposal"] = std::to_string(objectOf(proposed.body)["proposalId"_L1].toInteger());
        play("GET", {.path = "/proposals", .who = 1});
        play("POST",
            {.path = std::string("/proposals/{id}/") + end,
                .target = std::string("/proposals/$proposal/") + end,
                .body = R"({"note":"seen"})",
                .who = 1});
    }
    play("GET", {.path = "/proposals/{id}", .target = "/proposals/$proposal"});
    play("GET", {.path = "/runbooks"});
    play("GET", {.path = "/runbooks/{id}", .target = "/runbooks/restart-one"});
    play("POST",
        {.path = "/runbooks/{id}/start",
            .target = "/runbooks/restart-one/start",
            .body = R"({"clusterId":"prod"})",
            .remember = "run=data.id"});
    play("GET", {.path = "/runbooks/runs"});
    play("GET", {.path = "/runbooks/runs/{id}", .target = "/runbooks/runs/$run"});
}

void TestOpenApiExamples::playUsers()
{
    const std::string password = R"("password":"tram lantern oboe 7")";
    play("POST",
        {.path = "/user/register",
            .body = R"({"username":"nina",)" + password + '}',
            .remember = "nina=data.id"});
    play("POST", {.path = "/user/login", .body = R"({"username":"nina",)" + password + '}'});
    play("GET", {.path = "/user/me"});
    play("GET", {.path = "/user/list"});
    play("POST", {.path = "/user/update-role", .body = R"({"userId":$nina,"role":2})"});
    play("POST", {.path = "/user/update-status", .body = R"({"userId":$nina,"status":0})"});
    play("POST",
        {.path = "/user/set-password",
            .body = R"({"userId":$nina,"password":"other lantern oboe 8"})"});
    play("POST",
        {.path = "/user/tokens",
            .body = R"({"name":"ci","permissions":["GET /api/v2/pods"]})",
            .remember = "token=data.token.id"});
    play("GET", {.path = "/user/tokens"});
    play("DELETE", {.path = "/user/tokens/{id}", .target = "/user/tokens/$token"});
    play("POST", {.path = "/user/delete", .body = R"({"userId":$nina})"});
    play("POST",
        {.path = "/user/change-password",
            .body = R"({"oldPassword":"tram lantern oboe 7","newPassword":"tram oboe lantern 9"})",
            .who = 1});
}

void TestOpenApiExamples::playRest()
{
    static_cast<void>(m_rig->send("GET", "/api/v2/clusters", "Bearer bnk_" + std::string(43, 'x')));
    QTRY_VERIFY(m_rig->get("/api/v2/security/events", m_admin).body.find("invalid_token")
        != std::string::npos);
    play("GET", {.path = "/health"});
    play("GET", {.path = "/openapi.json"});
    play("GET", {.path = "/audit/logs"});
    play("GET", {.path = "/audit/verify"});
    play("GET", {.path = "/audit/export"});
    play("GET", {.path = "/settings"});
    play("GET", {.path = "/security/events"});
    play("POST", {.path = "/security/events/{id}/resolve", .target = "/security/events/1/resolve"});
    play("PUT", {.path = "/clusters/{id}", .target = "/clusters/prod", .body = R"({"name":"p"})"});
    play("DELETE", {.path = "/clusters/{id}", .target = "/clusters/prod"});
    play("POST",
        {.path = "/user/login",
            .body = R"({"username":"admin2","password":"tram oboe lantern 9"})",
            .remember = "session=data.token"});
    play("POST", {.path = "/user/logout", .who = 2});
    // Last: the settings that are read anew are those of a file, which open no gateway here.
    play("PUT",
        {.path = "/settings/{key}",
            .target = "/settings/query.rows",
            .body = R"({"value":"9000"})",
            .who = 1});
}

void TestOpenApiExamples::everyExampleIsAnsweredSo()
{
    playLists();
    playDuties();
    playCommands();
    playUsers();
    playRest();
    // Kinds of objects are one route each of the same code; these need what a small cluster does
    // not have. Deliveries need a receiver, the two that cancel something to take back, and levels
    // of a domain traffic: tests of their own have them.
    const std::set<std::string> elsewhere{"GET /subscribe", "GET /notify/deliveries",
        "POST /commands/{id}/cancel", "POST /runbooks/runs/{id}/cancel", "GET /slo/domains/detail",
        "GET /slo/domains/history", "GET /slo/domains/latency", "GET /slo/mesh/service/detail"};
    const std::set<std::string> kinds{"statefulsets", "daemonsets", "replicasets", "jobs",
        "cronjobs", "services", "ingresses", "pvs", "pvcs", "network-policies", "resource-quotas",
        "limit-ranges", "service-accounts", "namespaces", "secrets"};
    for (const gateway::Route &route : gateway::allRoutes()) {
        const std::string path(route.path);
        const std::string name = std::string(gateway::methodName(route.method)) + ' ' + path;
        const std::string kind = path.substr(1, path.find('/', 1) - 1);
        QVERIFY2(m_played.contains(name) || elsewhere.contains(name) || kinds.contains(kind),
            (name + " is not played").c_str());
    }
}

QTEST_GUILESS_MAIN(TestOpenApiExamples)
#include "tests/support/wait_for.h"
#include "tst_openapi_examples.moc"
