// Fails when a file includes a module that ARCHITECTURE.md does not let it know, and on other
// habits that review would have to catch otherwise.
#include <QDirIterator>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestLayers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QFile page(m_root.filePath(u"ARCHITECTURE.md"_s));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QString block = QString::fromUtf8(page.readAll())
                                  .section(u"```layers\n"_s, 1)
                                  .section(u"```"_s, 0, 0);
        for (const QString &line : block.split(u'\n', Qt::SkipEmptyParts)) {
            const QString targets = line.section(u"->"_s, 1);
            m_allowed.insert(
                line.section(u"->"_s, 0, 0).trimmed(), targets.split(u' ', Qt::SkipEmptyParts));
        }
        QVERIFY(!m_allowed.isEmpty());
    }

    void includesPointDownwards_data() { everySource(); }
    void includesPointDownwards()
    {
        QFETCH(QString, path);
        const QString text = read(path);
        const QString module = path.section(u'/', 0, 1);
        QVERIFY2(m_allowed.contains(module), "module is missing from ARCHITECTURE.md");
        static const QRegularExpression include(
            u"^#include \"((?:core|ui|app|tests)/\\w+)/"_s, QRegularExpression::MultilineOption);
        for (auto match = include.globalMatch(text); match.hasNext();) {
            const QString target = match.next().captured(1);
            QVERIFY2(target == module || m_allowed[module].contains(target), qPrintable(target));
        }
    }

    // Core runs headless and under a thread sanitizer: no widgets, no nested event loops there.
    void coreKnowsNoGui_data() { everySource(); }
    void coreKnowsNoGui()
    {
        QFETCH(QString, path);
        if (!path.startsWith(u"core/"_s))
            return;
        static const QRegularExpression gui(
            u"#include <Q(Widget|Gui|Painter|Pixmap|Image|Color|Font|Application)\\b"_s);
        QVERIFY(!gui.match(read(path)).hasMatch());
    }

    void habitsThatHurtAreAbsent_data() { everySource(); }
    void habitsThatHurtAreAbsent()
    {
        QFETCH(QString, path);
        const QString text = read(path);
        static const QList<std::pair<QRegularExpression, const char *>> banned{
            {QRegularExpression(u"processEvents\\s*\\("_s), "processEvents"},
            {QRegularExpression(u"\\bQEventLoop\\b"_s), "nested event loop"},
            {QRegularExpression(u"\\b(SIGNAL|SLOT)\\s*\\("_s), "string-based connect"},
            {QRegularExpression(u"\\bsender\\(\\)"_s), "QObject::sender"},
            {QRegularExpression(u"\"\\s*(SELECT|INSERT INTO|DELETE FROM|UPDATE) "_s), "SQL in C++"},
        };
        for (const auto &[pattern, name] : banned)
            QVERIFY2(!pattern.match(text).hasMatch(), name);
        static const QRegularExpression usingInHeader(
            u"^using namespace"_s, QRegularExpression::MultilineOption);
        if (path.endsWith(u".h"_s))
            QVERIFY2(!usingInHeader.match(text).hasMatch(), "using namespace in a header");
    }

private:
    void everySource()
    {
        QTest::addColumn<QString>("path");
        for (const QString &top : {u"app"_s, u"core"_s, u"ui"_s}) {
            QDirIterator it(m_root.filePath(top), {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                QDirIterator::Subdirectories);
            while (it.hasNext()) {
                const QString path = m_root.relativeFilePath(it.next());
                QTest::newRow(qPrintable(path)) << path;
            }
        }
    }

    QString read(const QString &path) const
    {
        QFile file(m_root.filePath(path));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    const QDir m_root{QStringLiteral(BINNACLE_SOURCE_DIR)};
    QHash<QString, QStringList> m_allowed; // module -> modules it may include
};

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
