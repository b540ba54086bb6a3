#include "ui/widgets/row_filter.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using State = console::FilterCheck::State;

namespace {

struct Ship
{
    QString name;
    std::string port;
    std::optional<double> load; // percent
    bool isHome = false;
};

RowFilter<Ship> newFilter()
{
    return {"ships",
        {{FieldType::Text, {"name"}, "what it is called",
             [](const Ship &ship) { return filterText(ship.name); }},
            {FieldType::Choice, {"port", "harbour"}, "where it lies",
                [](const Ship &ship) { return QueryValue(ship.port); }, {"hamburg", "kiel"}},
            {FieldType::Percent, {"load"}, "of what it can carry",
                [](const Ship &ship) { return filterNumber(ship.load); }},
            {FieldType::Flag, {"home"}, "at its home port",
                [](const Ship &ship) { return QueryValue(ship.isHome); }}}};
}

const std::vector<Ship> kShips{{u"Checkout"_s, "kiel", 80.0, true},
    {u"Grüße 结帐"_s, "hamburg", std::nullopt, false}, {u"Check-in"_s, "hamburg", 10.0, false}};

} // namespace

class TestTableFilter : public QObject
{
    Q_OBJECT

private slots:
    void findsRowsByWordsAndFields_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        QTest::newRow("everything") << QString() << u"Checkout|Grüße 结帐|Check-in"_s;
        QTest::newRow("a word") << u"check"_s << u"Checkout|Check-in"_s;
        QTest::newRow("a part of a word") << u"out"_s << u"Checkout"_s;
        QTest::newRow("of a choice") << u"hamburg"_s << u"Grüße 结帐|Check-in"_s;
        QTest::newRow("letters of other scripts") << u"结帐"_s << u"Grüße 结帐"_s;
        QTest::newRow("a field") << u"harbour = Kiel"_s << u"Checkout"_s;
        QTest::newRow("a number with its unit") << u"load < 50%"_s << u"Check-in"_s;
        QTest::newRow("a flag and a word") << u"not home check"_s << u"Check-in"_s;
        QTest::newRow("not known") << u"load = null"_s << u"Grüße 结帐"_s;
    }

    void findsRowsByWordsAndFields()
    {
        QFETCH(QString, text);
        QFETCH(QString, names);
        auto filter = newFilter();
        QVERIFY(filter.setText(text));
        QStringList found;
        for (const Ship &ship : kShips) {
            if (filter.matches(ship))
                found += ship.name;
        }
        QCOMPARE(found.join(u'|'), names);
    }

    void aTextThatIsNoFilterLeavesTheLastOne()
    {
        auto filter = newFilter();
        QVERIFY(filter.setText(u"load > 50%"_s));
        QVERIFY(!filter.setText(u"lod > 50%"_s));
        QVERIFY(!filter.setText(u"load > "_s));
        QCOMPARE(filter.text(), u"load > 50%"_s);
        QVERIFY(!filter.matches(kShips[2]));
    }

    void anErrorHasItsPlaceAndTheNearestWord()
    {
        const FilterLanguage language = newFilter().language({});
        const console::FilterCheck check = language.check(u"Grüße lod > 5"_s);
        QCOMPARE(check.state, State::Invalid);
        QCOMPARE(check.offset, 6); // UTF-16, not bytes
        QCOMPARE(check.length, 3);
        QCOMPARE(check.suggestion, u"load"_s);
        QCOMPARE(language.check(u"load >"_s).state, State::Incomplete);
        QCOMPARE(language.check(u"port = rostock"_s).state, State::Invalid);
    }

    void fieldsChoicesAndLiveValuesAreOffered()
    {
        const FilterLanguage language
            = newFilter().language([](const auto &visit) { std::ranges::for_each(kShips, visit); });
        const auto offered = [&language](const QString &text) {
            const auto completion = language.complete(text, text.size()).result();
            QStringList texts;
            for (const auto &one : completion->suggestions)
                texts += one.text;
            return texts;
        };
        QVERIFY(offered(u"na"_s).contains(u"name"_s));
        QVERIFY(offered(u"port = "_s).contains(u"kiel"_s));
        QCOMPARE(offered(u"name = Che"_s).size(), 2);
        QVERIFY(offered(u"name = Gr"_s).front().contains(u"Grüße"_s));
    }

    void aStoreIsAskedForNoOthers()
    {
        auto filter = newFilter();
        QVERIFY(filter.setText(u"port = Kiel and load > 5%"_s));
        QCOMPARE(filter.required("port").value_or(""), std::string("kiel"));
        QVERIFY(!filter.required("name"));
        QVERIFY(filter.setText(u"port = kiel or load > 5%"_s));
        QVERIFY(!filter.required("port"));
        QVERIFY(filter.setText(u"not port = kiel"_s));
        QVERIFY(!filter.required("port"));
    }
};

QTEST_GUILESS_MAIN(TestTableFilter)
#include "tst_table_filter.moc"
