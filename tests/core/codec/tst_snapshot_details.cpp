#include "core/codec/gzip.h"
#include "core/codec/snapshot_details.h"

#include <QTest>

using namespace binnacle;
using codec::objectDetails;

namespace {

constexpr auto kBody = R"({"pods":[{"summary":{"name":"a","namespace":"other"}},
    {"summary":{"name":"a","namespace":"shop"},"containers":[{"name":"app",
    "envs":[{"name":"DB_PASSWORD","value":"hunter2"},{"name":"LOG","value":"info"},
    {"name":"API-KEY","value":"k123"},{"name":"X_TOKEN","valueFrom":{"name":"tls"}}],
    "args":["--db-password=hunter2","--verbose","--token","t0ps3cret","--out","x"]}],
    "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{hunter2}",
    "Authorization":"Bearer t0ps3cret","note":"ok"},"big":18446744073709551615,"f":0.5}],
    "config_maps":[{"name":"c","namespace":"shop","data_keys":["a"]}],
    "secrets":[{"name":"tls","namespace":"shop","type":"Opaque"}],
    "nodes":[{"summary":{"name":"n1"}}]})";

ClusterSnapshot snapshotOf(const std::string &body, bool isGzip)
{
    ClusterSnapshot snapshot;
    snapshot.body = std::make_shared<const std::string>(body);
    snapshot.bodyIsGzip = isGzip;
    return snapshot;
}

bool contains(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestSnapshotDetails : public QObject
{
    Q_OBJECT

private slots:
    void showsEverythingButSecrets()
    {
        const auto details = objectDetails(snapshotOf(kBody, false), {"Pod", "shop", "a"});
        QVERIFY2(details, details ? "" : details.error().message.c_str());
        for (const std::string_view secret : {"hunter2", "k123", "t0ps3cret"})
            QVERIFY2(!contains(*details, secret), details->c_str());
        for (const std::string_view kept : {"DB_PASSWORD", "info", "--db-password=••••",
                 "--verbose", "\"x\"", "tls", "\"ok\"", "18446744073709551615", "0.5"})
            QVERIFY2(contains(*details, kept), details->c_str());
        QVERIFY(!contains(*details, "other"));
    }

    void findsEveryStyleOfObject()
    {
        const ClusterSnapshot snapshot = snapshotOf(codec::deflateGzip(kBody), true);
        QVERIFY(objectDetails(snapshot, {"ConfigMap", "shop", "c"}));
        QVERIFY(objectDetails(snapshot, {"Node", "", "n1"}));
        const auto secret = objectDetails(snapshot, {"Secret", "shop", "tls"});
        QVERIFY(secret && contains(*secret, "Opaque"));
    }

    void saysWhyThereIsNothing_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::newRow("name") << QStringLiteral("Pod") << QStringLiteral("b");
        QTest::newRow("list absent") << QStringLiteral("Service") << QStringLiteral("a");
        QTest::newRow("kind") << QStringLiteral("Spaceship") << QStringLiteral("a");
    }

    void saysWhyThereIsNothing()
    {
        QFETCH(QString, kind);
        QFETCH(QString, name);
        const auto details = objectDetails(
            snapshotOf(kBody, false), {kind.toStdString(), "shop", name.toStdString()});
        QVERIFY(!details);
        QCOMPARE(int(details.error().code), int(ErrorCode::NotFound));
    }

    void saysWhenTheBodyWasNotKept()
    {
        const auto details = objectDetails(ClusterSnapshot(), {"Pod", "shop", "a"});
        QVERIFY(!details);
        QCOMPARE(int(details.error().code), int(ErrorCode::Unavailable));
    }
};

QTEST_APPLESS_MAIN(TestSnapshotDetails)
#include "tst_snapshot_details.moc"
