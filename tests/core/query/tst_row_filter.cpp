#include "core/query/query.h"
#include "core/query/row_filter.h"
#include "core/query/schema.h"

#include <QTest>

#include <map>

using namespace binnacle;
using namespace binnacle::query;

namespace {

const Timestamp kNow = fromEpochMs(1'772'355'600'000);

enum Field { Name, Status, Errors, Ready, Seen, Label, Words };

Schema ships()
{
    Schema schema;
    schema.name = "ships";
    const auto add
        = [&](FieldType type, std::string_view name, std::vector<std::string_view> choices = {}) {
              schema.fields.push_back({.field = static_cast<FieldId>(schema.fields.size()),
                  .type = type,
                  .names = {name},
                  .help = "",
                  .choices = std::move(choices)});
          };
    add(FieldType::Text, "name");
    add(FieldType::Choice, "status", {"healthy", "critical"});
    add(FieldType::Percent, "errors");
    add(FieldType::Flag, "ready");
    add(FieldType::Time, "seen");
    add(FieldType::Labels, "label");
    add(FieldType::FullText, "text");
    return schema;
}

using Row = std::map<int, QueryValue>;

const Row kCheckout{{Name, std::string("shop/checkout")}, {Status, std::string("critical")},
    {Errors, 8.1}, {Ready, false}, {Seen, toEpochMs(kNow) - 60'000},
    {Label, std::string("app=checkout,tier=front")}};
const Row kEmpty{{Name, std::string("data/redis")}};

bool finds(std::string_view text, const Row &row)
{
    const Schema schema = ships();
    const auto parsed = parseExpression(text, schema, kNow);
    if (!parsed)
        qFatal("%s", parsed.error().message.c_str());
    const auto filter = RowFilter::compile(*parsed, schema);
    if (!filter)
        qFatal("%s", filter.error().message.c_str());
    return filter->matches([&row](FieldId field) {
        const auto found = row.find(field);
        return found == row.end() ? QueryValue() : found->second;
    });
}

} // namespace

class TestRowFilter : public QObject
{
    Q_OBJECT

private slots:
    void findsRows_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isFound");
        const auto row = [](const char *text, bool isFound) {
            QTest::newRow(text) << QString::fromUtf8(text) << isFound;
        };
        row("", true);
        row("checkout", true);
        row("CHECKOUT", true);
        row("out", true); // a part of a word
        row("shop/check", true);
        row("critical shop", true);
        row("\"critical shop\"", true); // words of two fields
        row("redis", false);
        row("not redis", true);
        row("name=checkout", false);
        row("name=\"shop/checkout\"", true);
        row("name:*checkout", true);
        row("name contains CHECK", true);
        row("name=~\"^shop/\"", true);
        row("status=Critical", true); // a choice, whatever the case
        row("status in [healthy, critical]", true);
        row("status!=critical", false);
        row("errors>8%", true);
        row("errors<=8", false);
        row("ready", false);
        row("not ready", true);
        row("ready=false", true);
        row("seen>10m", true);
        row("seen<10m", false);
        row("label.app=checkout", true);
        row("label.tier!=front", false);
        row("label.zone=a", false);
        row("text:front", true);
        row("name:redis or errors>5%", true);
        row("(status=healthy or status=critical) and not redis", true);
    }

    void findsRows()
    {
        QFETCH(QString, text);
        QFETCH(bool, isFound);
        QCOMPARE(finds(text.toStdString(), kCheckout), isFound);
    }

    void aNumberThatIsNotKnownSatisfiesNoComparison()
    {
        QVERIFY(!finds("errors>=0", kEmpty));
        QVERIFY(!finds("errors<100", kEmpty));
        QVERIFY(!finds("errors!=5", kEmpty));
        QVERIFY(finds("errors=null", kEmpty));
        QVERIFY(finds("errors!=null", kCheckout));
        QVERIFY(finds("not ready", kEmpty)); // false or unknown
    }

    void aPredicateOfAnotherSchemaIsRefused()
    {
        const auto filter = RowFilter::compile(compare(17, CompareOp::Equal, "x"), ships());
        QVERIFY(!filter);
        QCOMPARE(filter.error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_APPLESS_MAIN(TestRowFilter)
#include "tst_row_filter.moc"
