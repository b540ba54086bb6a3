#include "core/access/secret_store.h"
#include "tests/support/results.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace binnacle;
using access::openSealedFile;
using test::codeOf;

namespace {

constexpr access::PasswordCost kCheap{.memoryBytes = 8192, .passes = 1};
const std::string kPassphrase = "tram lantern oboe";

class Folder
{
public:
    std::string file() const { return m_directory.filePath(QStringLiteral("s")).toStdString(); }

    auto open(const std::string &passphrase = kPassphrase) const
    {
        return openSealedFile(file(), passphrase, kCheap);
    }

    QByteArray content() const
    {
        QFile opened(QString::fromStdString(file()));
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }

    void replace(const QByteArray &content) const
    {
        QFile opened(QString::fromStdString(file()));
        if (!opened.open(QIODevice::WriteOnly) || opened.write(content) != content.size())
            qFatal("cannot write");
    }

private:
    QTemporaryDir m_directory;
};

} // namespace

class TestSealedFile : public QObject
{
    Q_OBJECT

private slots:
    void secretsAreThereAgain()
    {
        const Folder folder;
        {
            auto store = folder.open();
            QVERIFY(store);
            QCOMPARE(codeOf((*store)->read("a")), ErrorCode::NotFound);
            QVERIFY((*store)->write("a", "first"));
            QVERIFY((*store)->write("b", std::string("\0\"\xc3\xa9", 4)));
            QVERIFY((*store)->write("a", "second"));
            QVERIFY((*store)->write("c", ""));
            QVERIFY((*store)->remove("c"));
            QCOMPARE(codeOf((*store)->remove("c")), ErrorCode::NotFound);
        }
        auto store = folder.open();
        QVERIFY(store);
        QCOMPARE(*(*store)->read("a"), std::string("second"));
        QCOMPARE(*(*store)->read("b"), std::string("\0\"\xc3\xa9", 4));
        QCOMPARE(codeOf((*store)->read("c")), ErrorCode::NotFound);
    }

    void nothingOfThemShows()
    {
        const Folder folder;
        auto store = folder.open();
        QVERIFY((*store)->write("endpoint.password", "planted-value"));
        const QByteArray first = folder.content();
        QVERIFY(!first.contains("planted") && !first.contains("endpoint"));
        QVERIFY(!first.contains(QByteArray::fromStdString(kPassphrase)));
        QVERIFY((*store)->write("endpoint.password", "planted-value"));
        QVERIFY(folder.content() != first); // another nonce
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(QString::fromStdString(folder.file())) & others));
    }

    void aWrongPassphraseIsTold()
    {
        const Folder folder;
        QVERIFY((*folder.open())->write("a", "x"));
        for (const std::string &wrong :
            {std::string("x"), kPassphrase + " ", std::string("Tram lantern oboe")}) {
            const auto refused = folder.open(wrong);
            QCOMPARE(codeOf(refused), ErrorCode::Unauthenticated);
            QVERIFY(refused.error().message.find("passphrase") != std::string::npos);
        }
        QCOMPARE(codeOf(folder.open("")), ErrorCode::InvalidArgument);
        QVERIFY(folder.open());
    }

    void everyFlippedBitIsFound()
    {
        const Folder folder;
        QVERIFY((*folder.open())->write("a", "x"));
        const QByteArray good = folder.content();
        constexpr qsizetype kMemoryAt = 13; // four bytes behind the magic and the passes
        constexpr qsizetype kMemoryEnd = 17;
        for (qsizetype byte = 0; byte < good.size(); ++byte) {
            for (int bit = 0; bit < 8; ++bit) {
                if (byte >= kMemoryAt && byte < kMemoryEnd && bit % 4 != 0)
                    continue; // each costs up to 256 MiB to find
                QByteArray damaged = good;
                damaged[byte] = static_cast<char>(damaged[byte] ^ (1 << bit));
                folder.replace(damaged);
                const ErrorCode code = codeOf(folder.open());
                const bool isTold
                    = code == ErrorCode::Corrupt || code == ErrorCode::Unauthenticated;
                QVERIFY2(isTold, qPrintable(QString::number(byte)));
            }
        }
        folder.replace(good);
        QVERIFY(folder.open());
    }

    void everyCutIsFound()
    {
        const Folder folder;
        QVERIFY((*folder.open())->write("a", "x"));
        const QByteArray good = folder.content();
        for (qsizetype size = 0; size < good.size(); ++size) {
            folder.replace(good.first(size));
            QCOMPARE(codeOf(folder.open()), ErrorCode::Corrupt);
        }
        folder.replace(good + 'x');
        QCOMPARE(codeOf(folder.open()), ErrorCode::Corrupt);
        folder.replace(QByteArray(5 << 20, 'x'));
        QCOMPARE(codeOf(folder.open()), ErrorCode::TooLarge);
    }

    void whatCannotBeWrittenIsNotRemembered()
    {
        const auto store = openSealedFile("/nowhere/at/all", kPassphrase, kCheap);
        QVERIFY(store);
        QCOMPARE(codeOf((*store)->write("a", "x")), ErrorCode::Unavailable);
        QCOMPARE(codeOf((*store)->read("a")), ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestSealedFile)
#include "tst_sealed_file.moc"
