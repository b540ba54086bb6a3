#include "core/commands/runbook_file.h"
#include "core/gateway/gateway.h"
#include "core/gateway/route.h"
#include "core/runtime/command_keeper.h"
#include "tests/core/gateway/example_agent.h"
#include "tests/core/gateway/gateway_rig.h"
#include "tests/support/http_receiver.h"
#include "tests/support/wait_for.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>
#include <set>

using namespace binnacle;
using namespace Qt::Literals::StringLiterals;
using test::ExampleAgent;
using test::GatewayRig;

namespace {

QJsonObject objectOf(std::string_view text)
{
    return QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())))
        .object();
}

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
    void playCancels();
    void playUsers();
    void playRest();
    std::string filledIn(std::string text) const;

    std::unique_ptr<GatewayRig> m_rig;
    std::unique_ptr<ExampleAgent> m_agent;
    test::HttpReceiver m_receiver;
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
    m_agent = std::make_unique<ExampleAgent>(m_rig->runtime().listener()->port(), m_rig->clock());
    m_agent->report("prod");
    m_agent->report("quiet"); // nobody fetches its commands
    for (const char *cluster : {"prod", "quiet"})
        QTRY_COMPARE(m_rig->get(std::string("/api/v2/clusters/") + cluster, m_admin).status, 200);
    const auto runbook = commands::runbookFromJson(
        R"({"name":"restart-one","steps":[{"name":"Restart","action":"restart",
"kind":"Deployment","namespace":"shop","target":"web"}]})");
    QVERIFY(runbook);
    QVERIFY(test::waitFor(
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

void TestOpenApiExamples::playLists()
{
    const std::map<std::string, std::string> details{{"pods", "web-0?namespace=shop&"},
        {"nodes", "node-1?"}, {"pvs", "disk-1?"}, {"namespaces", "shop?"}};
    for (const std::string kind : {"pods", "nodes", "deployments", "statefulsets", "daemonsets",
             "replicasets", "jobs", "cronjobs", "services", "ingresses", "pvs", "pvcs",
             "network-policies", "resource-quotas", "limit-ranges", "service-accounts",
             "namespaces", "configmaps", "secrets"}) {
        const auto own = details.find(kind);
        const std::string detail = own == details.end() ? "web?namespace=shop&" : own->second;
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
    const std::string levels = "/api/v2/slo/domains/detail?cluster_id=prod&host=shop.example.com";
    QTRY_COMPARE(m_rig->get(levels, m_admin).status, 200); // what the agent counted is stored
    for (const char *path : {"/slo/domains/detail", "/slo/domains/history", "/slo/domains/latency"})
        play("GET",
            {.path = path, .target = std::string(path) + "?cluster_id=prod&host=shop.example.com"});
    play("GET",
        {.path = "/slo/mesh/service/detail",
            .target = "/slo/mesh/service/detail?cluster_id=prod&namespace=shop&name=web"});
    play("PUT",
        {.path = "/slo/targets",
            .body = R"({"clusterId":"prod","host":"shop.example.com","timeRange":"1d",)"
                    R"("availabilityTarget":99.5,"p95LatencyTarget":300})"});
}

void TestOpenApiExamples::playDuties()
{
    const std::string hook = R"({"type":"webhook","name":"hook","enabled":true,"config":{"url":")"
        + m_receiver.url() + R"(","allowed_hosts":["127.0.0.1"]}})";
    QCOMPARE(
        m_rig->send("POST", "/api/v2/notify/channels", "Bearer " + m_admin.secret, hook).status,
        201);
    play("POST",
        {.path = "/alerts/rules",
            .body = R"({"name":"PodFailed","severity":"critical",)"
                    R"("condition":{"source":"pods","where":"phase = Failed"}})",
            .remember = "rule=data.id"});
    QTRY_VERIFY(m_rig->get("/api/v2/alerts?phase=firing", m_admin).body.find("PodFailed")
        != std::string::npos);
    QVERIFY(m_receiver.waitFor(1));
    play("GET", {.path = "/notify/deliveries"});
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
    playCancels();
}

// What nobody has fetched yet can be taken back.
void TestOpenApiExamples::playCancels()
{
    play("POST",
        {.path = "/commands",
            .body = R"({"clusterId":"quiet","action":"restart","targetKind":"Deployment",)"
                    R"("targetNamespace":"shop","targetName":"web"})",
            .remember = "waiting=commandId"});
    play("POST", {.path = "/commands/{id}/cancel", .target = "/commands/$waiting/cancel"});
    play("POST",
        {.path = "/runbooks/{id}/start",
            .target = "/runbooks/restart-one/start",
            .body = R"({"clusterId":"quiet"})",
            .remember = "open=data.id"});
    play("POST", {.path = "/runbooks/runs/{id}/cancel", .target = "/runbooks/runs/$open/cancel"});
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
    for (const gateway::Route &route : gateway::allRoutes()) {
        const std::string name
            = std::string(gateway::methodName(route.method)) + ' ' + std::string(route.path);
        // It becomes a WebSocket and answers with messages, of which the document has no example:
        // tst_subscribe.
        if (route.path == gateway::kSubscribePath)
            continue;
        QVERIFY2(m_played.contains(name), (name + " is not played").c_str());
    }
}

QTEST_GUILESS_MAIN(TestOpenApiExamples)
#include "tst_openapi_examples.moc"
