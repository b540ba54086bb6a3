#include "core/store/uid.h"

#include <QTest>

using namespace binnacle::store;

class TestUid : public QObject
{
    Q_OBJECT

private slots:
    void aUuidTakesSixteenBytesAndComesBack()
    {
        const std::string uid = "0b3c6a4e-09af-4d2b-8f10-0123456789ab";
        const PackedUid packed = packUid(uid);
        QVERIFY(packed.isPacked);
        QCOMPARE(packed.bytes.size(), std::size_t{16});
        QCOMPARE(unpackUid(packed.bytes, true), uid);
    }

    void whatWouldNotComeBackUnchangedStaysText_data()
    {
        QTest::addColumn<QByteArray>("uid");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("upper case") << QByteArray("0B3C6A4E-09af-4d2b-8f10-0123456789ab");
        QTest::newRow("no dashes") << QByteArray("0b3c6a4e09af4d2b8f100123456789ab0000");
        QTest::newRow("dash too many") << QByteArray("0b3c6a4e-09af-4d2b-8f10-0123-56789ab");
        QTest::newRow("not hex") << QByteArray("0b3c6a4e-09af-4d2b-8f10-0123456789ag");
        QTest::newRow("short") << QByteArray("0b3c6a4e-09af-4d2b-8f10-0123456789a");
    }

    void whatWouldNotComeBackUnchangedStaysText()
    {
        QFETCH(const QByteArray, uid);
        const PackedUid packed = packUid(uid.toStdString());
        QVERIFY(!packed.isPacked);
        QCOMPARE(unpackUid(packed.bytes, false), uid.toStdString());
    }

    void hexOfEvenLengthPacks()
    {
        QCOMPARE(unpackHex(packHex("00ff17a0")), std::string("00ff17a0"));
        QVERIFY(packHex("0ff").empty());
        QVERIFY(packHex("0G").empty());
    }
};

QTEST_GUILESS_MAIN(TestUid)
#include "tst_uid.moc"
