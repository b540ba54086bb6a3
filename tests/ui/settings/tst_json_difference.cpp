#include "ui/settings/json_difference.h"

#include <QTest>

using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestJsonDifference : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatWasAddedRemovedAndChanged()
    {
        const auto found = jsonDifference(u"{\"a\":1,\"b\":{\"c\":\"x\"},\"same\":true}"_s,
            u"{\"a\":2,\"d\":[1,{\"e\":null}],\"same\":true}"_s);
        QVERIFY(found);
        QCOMPARE(found->unchanged, 1);
        QCOMPARE(found->changes.size(), std::size_t(4));
        QCOMPARE(found->changes[0].path, u"a"_s);
        QCOMPARE(found->changes[0].before, u"1"_s);
        QCOMPARE(found->changes[0].after, u"2"_s);
        QCOMPARE(found->changes[1].path, u"b.c"_s);
        QCOMPARE(found->changes[1].kind, JsonChange::Kind::Removed);
        QCOMPARE(found->changes[2].path, u"d[0]"_s);
        QCOMPARE(found->changes[3].path, u"d[1].e"_s);
        QCOMPARE(found->changes[3].kind, JsonChange::Kind::Added);
        QCOMPARE(found->changes[3].after, u"null"_s);
    }

    void anEmptyTextHasNoValues()
    {
        const auto created = jsonDifference({}, u"{\"a\":[]}"_s);
        QVERIFY(created);
        QCOMPARE(created->changes.size(), std::size_t(1));
        QCOMPARE(created->changes[0].after, u"[]"_s);
        QVERIFY(jsonDifference({}, {})->changes.empty());
    }

    void whatIsNotJsonHasNoDifference()
    {
        QVERIFY(!jsonDifference(u"{\"a\":"_s, u"{}"_s));
        QVERIFY(!jsonDifference(u"{}"_s, u"cut off after 2 KiB"_s));
    }
};

QTEST_APPLESS_MAIN(TestJsonDifference)
#include "tst_json_difference.moc"
