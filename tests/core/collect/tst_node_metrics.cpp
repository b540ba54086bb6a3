#include "tests/core/collect/scraped_endpoint.h"

#include <QTest>

#include <cmath>

using namespace binnacle;
using test::ScrapedEndpoint;

namespace {

constexpr double kNone = -1;

// Of the only node.
double value(const ScrapedEndpoint &endpoint, const std::string &name)
{
    const auto &nodes = endpoint.collector.nodes();
    if (nodes.size() != 1)
        qFatal("one node");
    const auto at = nodes.front().values.find(name);
    return at == nodes.front().values.end() ? kNone : at->second;
}

std::string node(const std::string &name, const std::string &labels, const std::string &value)
{
    const std::string comma = labels.empty() ? "" : ",";
    return "otel_node_" + name + "{instance=\"10.0.0.4:9100\"" + comma + labels + "} " + value
        + '\n';
}

std::string cpu(double idle, double user)
{
    return node("cpu_seconds_total", "cpu=\"0\",mode=\"idle\"", std::to_string(idle))
        + node("cpu_seconds_total", "cpu=\"0\",mode=\"user\"", std::to_string(user));
}

std::string disk(const std::string &mount, const std::string &size, const std::string &avail,
    const std::string &type = "ext4")
{
    const std::string labels
        = "device=\"/dev/sda1\",fstype=\"" + type + "\",mountpoint=\"" + mount + '"';
    return node("filesystem_size_bytes", labels, size)
        + node("filesystem_avail_bytes", labels, avail);
}

} // namespace

class TestNodeMetrics : public QObject
{
    Q_OBJECT

private slots:
    // Contract 11, Appendix C.
    void givesTheVectorsOfTheContract()
    {
        ScrapedEndpoint endpoint;
        const std::string gauges = node("memory_MemTotal_bytes", {}, "8589934592")
            + node("memory_MemAvailable_bytes", {}, "6442450944") + disk("/", "100e9", "60e9");
        endpoint.scrape(cpu(1'000, 500) + gauges);
        QCOMPARE(value(endpoint, "cpu_percent"), kNone); // takes two
        endpoint.scrape(cpu(1'080, 520) + gauges);
        QCOMPARE(value(endpoint, "cpu_percent"), 20.0);
        QCOMPARE(value(endpoint, "cpu_user_percent"), 20.0);
        QCOMPARE(value(endpoint, "cpu_cores"), 1.0);
        QCOMPARE(value(endpoint, "memory_percent"), 25.0);
        QCOMPARE(value(endpoint, "disk_percent:/"), 40.0);
        QCOMPARE(endpoint.collector.nodes().front().health, SloStatus::Healthy);
        QCOMPARE(endpoint.collector.nodes().front().instance, std::string("10.0.0.4:9100"));
        QCOMPARE(endpoint.collector.recognition().nodes, std::size_t{1});
    }

    void leavesPseudoDisksAndLoopbackOut()
    {
        ScrapedEndpoint endpoint;
        const auto text = [](const std::string &bytes) {
            return disk("/run", "100", "1", "tmpfs")
                + node("network_receive_bytes_total", "device=\"lo\"", bytes)
                + node("network_receive_bytes_total", "device=\"eth0\"", bytes);
        };
        endpoint.scrape(text("1000"));
        endpoint.scrape(text("1150"));
        QCOMPARE(value(endpoint, "disk_percent:/run"), kNone);
        QCOMPARE(value(endpoint, "network_receive_bytes_per_second:lo"), kNone);
        QCOMPARE(value(endpoint, "network_receive_bytes_per_second:eth0"), 10.0);
    }

    // The first disk above 80 % hides none that is above 95 %.
    void isAsSickAsItsFullestDisk()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(disk("/", "100", "15"));
        QCOMPARE(endpoint.collector.nodes().front().health, SloStatus::Warning);
        endpoint.scrape(disk("/", "100", "15") + disk("/var", "100", "4"));
        QCOMPARE(endpoint.collector.nodes().front().health, SloStatus::Critical);
    }

    void aRestartedCounterNeverGivesANegativeRate()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(node("vmstat_pgfault", {}, "100000"));
        endpoint.scrape(node("vmstat_pgfault", {}, "150"));
        QCOMPARE(value(endpoint, "page_faults_per_second"), 10.0);
    }

    // node-exporter is scraped less often than the collector's endpoint: the same value twice must
    // not read as a rate of nothing, then of double.
    void ratesAreOverMoreThanTheLastScrape()
    {
        ScrapedEndpoint endpoint;
        double total = 0;
        endpoint.scrape(node("disk_io_time_seconds_total", "device=\"sda\"", "0"));
        for (int step = 1; step < 60; ++step) {
            total += step % 2 == 0 ? 0 : 15;
            endpoint.scrape(
                node("disk_io_time_seconds_total", "device=\"sda\"", std::to_string(total)));
            if (step < 8)
                continue;
            const double percent = value(endpoint, "disk_util_percent:sda");
            QVERIFY2(percent > 40 && percent < 62, std::to_string(percent).c_str());
        }
    }

    void ratesOverLongPausesAreNotGiven()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(cpu(1'000, 500));
        endpoint.scrape(cpu(1'080, 520), Duration{6 * 60'000});
        QCOMPARE(value(endpoint, "cpu_percent"), kNone);
        endpoint.scrape(cpu(1'090, 530));
        QCOMPARE(value(endpoint, "cpu_percent"), 50.0);
    }

    void gaugesLiveForTwoMinutes()
    {
        ScrapedEndpoint endpoint;
        const std::string other = node("load5", {}, "1");
        endpoint.scrape(node("load1", {}, "3.5") + other);
        endpoint.scrape(other, Duration{120'000});
        QCOMPARE(value(endpoint, "load1"), 3.5);
        endpoint.scrape(other, Duration{1'000});
        QCOMPARE(value(endpoint, "load1"), kNone);
    }

    void findsTheTemperatureOfTheCpu()
    {
        ScrapedEndpoint endpoint;
        const std::string disk
            = node("hwmon_temp_celsius", "chip=\"nvme_0\",sensor=\"temp1\"", "70");
        endpoint.scrape(disk);
        QCOMPARE(value(endpoint, "cpu_temperature_celsius"), 70.0);
        endpoint.scrape(disk
            + node("hwmon_temp_celsius", "chip=\"platform_coretemp_0\",sensor=\"temp1\"", "55"));
        QCOMPARE(value(endpoint, "cpu_temperature_celsius"), 55.0);
        QCOMPARE(value(endpoint, "temperature_celsius:nvme_0/temp1"), 70.0);
    }

    void tellsSwapUptimeAndName()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(node("memory_SwapTotal_bytes", {}, "0")
            + node("memory_SwapFree_bytes", {}, "0") + node("boot_time_seconds", {}, "1699999000")
            + node("uname_info",
                "nodename=\"n1\",release=\"6.1.0\",version=\"#86-Ubuntu SMP x\","
                "domainname=\"(none)\"",
                "1"));
        QCOMPARE(value(endpoint, "swap_percent"), 0.0);
        QCOMPARE(value(endpoint, "uptime_seconds"), 1'000.0);
        QCOMPARE(endpoint.collector.nodes().front().nodeName, std::string("n1"));
        QCOMPARE(endpoint.collector.nodes().front().kernel, std::string("6.1.0"));
    }

    void keepsNodesApart()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape("node_load1{instance=\"a\"} 1\nnode_load1{instance=\"b\"} 2\n");
        QCOMPARE(endpoint.collector.nodes().size(), std::size_t{2});
        QCOMPARE(endpoint.collector.nodes()[1].values.at("load1"), 2.0);
    }

    void leavesUnsayableValuesOut()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(
            node("load1", {}, "NaN") + node("load5", {}, "+Inf") + node("load15", {}, "1"));
        QCOMPARE(value(endpoint, "load1"), kNone);
        QCOMPARE(value(endpoint, "load5"), kNone);
        QCOMPARE(value(endpoint, "load15"), 1.0);
    }
};

QTEST_APPLESS_MAIN(TestNodeMetrics)
#include "tst_node_metrics.moc"
