#include "core/gateway/gateway.h"
#include "core/gateway/route.h"
#include "tests/core/gateway/gateway_rig.h"

#include <QTest>

#include <chrono>

using namespace binnacle;
using namespace binnacle::gateway;
using test::GatewayRig;

namespace {

// A path that leads to nothing, so that nothing is changed by asking.
std::string targetOf(const Route &route)
{
    std::string path(route.path);
    for (std::size_t open = path.find('{'); open != std::string::npos; open = path.find('{'))
        path.replace(open, path.find('}') - open + 1, "0");
    return "/api/v2" + path;
}

struct Caller
{
    const char *name;
    std::string authorization;
    std::optional<Role> role; // nullopt: nobody
};

// What the table says must happen: 401, 403, or anything else.
int expected(const Route &route, const Caller &caller)
{
    const auto *capability = std::get_if<Capability>(&route.policy);
    if (!capability)
        return 0;
    if (!caller.role)
        return 401;
    return roleHas(*caller.role, *capability) ? 0 : 403;
}

} // namespace

class TestRoleMatrix final : public QObject
{
    Q_OBJECT

private slots:
    void everyRouteAnswersEachRoleAsTheTableSays();
    void aLimitedKeyOpensOnlyItsPaths();
    void theMatrixHasARowForEachRoute();
};

void TestRoleMatrix::everyRouteAnswersEachRoleAsTheTableSays()
{
    using namespace std::chrono_literals;
    GatewayRig rig;
    const auto bearer = [](const GatewayRig::Key &key) { return "Bearer " + key.secret; };
    const GatewayRig::Key gone = rig.keyOf(Role::Admin);
    const GatewayRig::Key disabled = rig.keyOf(Role::Admin);
    const Timestamp expiry = rig.clock().now() + 5s; // later than it takes to make the key
    const GatewayRig::Key expiring = rig.keyOf(Role::Admin, {}, {.expiresAt = expiry});
    const GatewayRig::Key admin = rig.keyOf(Role::Admin);
    const std::string ofGone = std::to_string(gone.id);
    QCOMPARE(rig.send("DELETE", "/api/v2/user/tokens/" + ofGone, bearer(admin)).status, 200);
    QCOMPARE(rig.send("POST", "/api/v2/user/update-status", bearer(admin),
                    R"({"userId":)" + std::to_string(disabled.user) + R"(,"status":0})")
                 .status,
        200);
    std::string foreign = bearer(admin);
    foreign.back() = foreign.back() == 'a' ? 'b' : 'a';
    const std::vector<Caller> callers{{"no token", "", {}}, {"malformed", "Bearer xyz", {}},
        {"basic", "Basic YWRtaW46YWRtaW4=", {}}, {"foreign", foreign, {}},
        {"revoked", bearer(gone), {}}, {"disabled", bearer(disabled), {}},
        {"viewer", bearer(rig.keyOf(Role::Viewer)), Role::Viewer},
        {"operator", bearer(rig.keyOf(Role::Operator)), Role::Operator},
        {"admin", bearer(admin), Role::Admin}, {"expired", bearer(expiring), {}}};
    for (const Caller &caller : callers) {
        if (caller.authorization == bearer(expiring))
            QTRY_VERIFY_WITH_TIMEOUT(rig.clock().now() > expiry, 10'000);
        for (const Route &route : allRoutes()) {
            const int status
                = rig.send(methodName(route.method), targetOf(route), caller.authorization).status;
            const int wanted = expected(route, caller);
            const bool isAsWanted = wanted == 0 ? status != 401 && status != 403 : status == wanted;
            // The login is public, and says 400 without a body.
            QVERIFY2(isAsWanted,
                qPrintable(QString::fromStdString(std::string(methodName(route.method)) + ' '
                    + targetOf(route) + " as " + caller.name + ": " + std::to_string(status))));
        }
    }
}

void TestRoleMatrix::aLimitedKeyOpensOnlyItsPaths()
{
    GatewayRig rig;
    const GatewayRig::Key key = rig.keyOf(
        Role::Admin, {}, {.permissions = {"GET /api/v2/clusters", "POST /api/v2/query"}});
    QCOMPARE(rig.get("/api/v2/clusters", key).status, 200);
    QCOMPARE(rig.get("/api/v2/clusters/none", key).status, 404);
    QCOMPARE(rig.get("/api/v2/clustersx", key).status, 404);
    QCOMPARE(rig.get("/api/v2/user/list", key).status, 403);
    QCOMPARE(rig.get("/api/v2/query?q=clusters", key).status, 403);
    const std::string bearer = "Bearer " + key.secret;
    QCOMPARE(rig.send("POST", "/api/v2/query", bearer, R"({"q":"clusters"})").status, 200);
    QCOMPARE(rig.send("DELETE", "/api/v2/clusters/none", bearer).status, 403);
    QCOMPARE(rig.send("POST", "/api/v2/user/tokens", bearer, R"({"name":"more"})").status, 403);
}

void TestRoleMatrix::theMatrixHasARowForEachRoute()
{
    const std::string matrix = roleMatrix();
    std::fputs(matrix.c_str(), stdout);
    QCOMPARE(std::count(matrix.begin(), matrix.end(), '\n'),
        static_cast<std::ptrdiff_t>(allRoutes().size() + 2));
}

QTEST_GUILESS_MAIN(TestRoleMatrix)
#include "tst_role_matrix.moc"
