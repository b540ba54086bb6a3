#include "core/query/filter_parts.h"

#include <QTest>

using namespace binnacle::query;

namespace {

// "F:reason O:= T:BackOff"
std::string told(std::string_view text)
{
    std::string all;
    for (const FilterPart &part : filterParts(text)) {
        constexpr std::string_view kLetters = "FOTNCW";
        all.append(all.empty() ? "" : " ");
        all.push_back(kLetters[static_cast<std::size_t>(part.kind)]);
        all.append(":").append(text.substr(part.offset, part.length));
    }
    return all;
}

} // namespace

class TestFilterParts : public QObject
{
    Q_OBJECT

private slots:
    void tellsFieldsFromWordsAndValues_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("parts");
        const auto row = [](const char *text, const char *parts) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(parts);
        };
        row("", "");
        row("checkout", "W:checkout");
        row("/checkout", "W:checkout");
        row("reason=BackOff", "F:reason O:= T:BackOff");
        row("count >= 5 and not pay", "F:count O:>= N:5 C:and C:not W:pay");
        row("kind in [Pod, Node]", "F:kind O:in O:[ T:Pod O:, T:Node O:]");
        row("name contains \"a b\" || last>10m",
            "F:name O:contains T:\"a b\" C:|| F:last O:> N:10m");
        row("(ns=a or ns=b) \"free text\"", "F:ns O:= T:a C:or F:ns O:= T:b T:\"free text\"");
        row("msg=~^a.*[bc]$ x", "F:msg O:=~ T:^a.*[bc]$ W:x");
        row("in contains", "F:in O:contains"); // "in" is a word where no field stands before it
        row("ns=", "F:ns O:=");
        row("名字=\"结帐\"", "F:名字 O:= T:\"结帐\"");
    }

    void tellsFieldsFromWordsAndValues()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, parts);
        QCOMPARE(QByteArray::fromStdString(told(text.toStdString())), parts);
    }
};

QTEST_APPLESS_MAIN(TestFilterParts)
#include "tst_filter_parts.moc"
