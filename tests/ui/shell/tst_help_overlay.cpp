#include "ui/shell/help_overlay.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>

#include <algorithm>

using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestHelpOverlay : public QObject
{
    Q_OBJECT

public slots:
    void noteUrl(const QUrl &url) { m_opened << url; }

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_theme->setName(ThemeName::Dark);
        m_window = std::make_unique<QWidget>();
        m_window->resize(1280, 800);
        m_behind = new QLineEdit(m_window.get());
        m_help = new HelpOverlay(*m_window);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
        m_behind->setFocus();
    }
    void cleanup() { m_window.reset(); }

    void everyPageTravelsWithTheProgram()
    {
        QVERIFY(!HelpOverlay::pages().empty());
        for (const HelpOverlay::Page &page : HelpOverlay::pages()) {
            m_help->openAt(page.id);
            QCOMPARE(m_help->currentPage(), page.id);
            QVERIFY2(text().size() > 200, qPrintable(page.id));
        }
    }

    void everyPageHasItsTwinInEveryLanguage_data()
    {
        QTest::addColumn<QString>("page");
        for (const HelpOverlay::Page &page : HelpOverlay::pages())
            QTest::newRow(qPrintable(page.id)) << page.id;
    }
    // The same headings, tables and code: a page that grew in one language only is found.
    void everyPageHasItsTwinInEveryLanguage()
    {
        QFETCH(QString, page);
        const QStringList english = read(u":/help/%1.md"_s.arg(page)).split(u'\n');
        const QString other = read(u":/help/zh_CN/%1.md"_s.arg(page));
        static const QRegularExpression han(u"[\\x{4e00}-\\x{9fff}]"_s);
        QVERIFY2(other.count(han) > 80, qPrintable(page));
        const QStringList chinese = other.split(u'\n');
        for (const QString &mark :
            {u"# "_s, u"## "_s, u"### "_s, u"|"_s, u"```"_s, u"- "_s, u"    "_s}) {
            const auto begins = [&](const QString &line) { return line.startsWith(mark); };
            QVERIFY2(
                std::ranges::count_if(english, begins) == std::ranges::count_if(chinese, begins),
                qPrintable(mark));
        }
    }

    void noOtherLanguageHasPagesNobodyOpens()
    {
        QCOMPARE(QDir(u":/help/zh_CN"_s).entryList({u"*.md"_s}).size(),
            static_cast<qsizetype>(HelpOverlay::pages().size()));
    }

    void pagesAreShownInTheLanguageOfTheProgramElseInEnglish()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(u"zh_CN"_s));
        m_help->openAt(u"events"_s);
        QVERIFY2(text().contains(u"事件"_s), qPrintable(text()));
        m_help->close();
        QLocale::setDefault(QLocale(u"de_DE"_s));
        m_help->openAt(u"history"_s);
        QVERIFY(text().contains(u"Kubernetes forgets"_s));
        QLocale::setDefault(before);
    }

    void opensWhereItWasReadLast()
    {
        m_help->openAt(u"history"_s);
        m_help->close();
        QVERIFY(!m_help->isOpen());
        m_help->openAt({});
        QCOMPARE(m_help->currentPage(), u"history"_s);
    }

    void arrowsChooseThePageAndEscapeCloses()
    {
        m_help->openAt(u"agents"_s);
        QTest::keyClick(&m_help->edit(), Qt::Key_Up);
        QCOMPARE(m_help->currentPage(), u"agents"_s);
        QTest::keyClick(&m_help->edit(), Qt::Key_Down);
        QCOMPARE(m_help->currentPage(), HelpOverlay::pages()[1].id);
        QVERIFY(text().startsWith(HelpOverlay::pages()[1].title));
        QTest::keyClick(&m_help->edit(), Qt::Key_Escape);
        QVERIFY(!m_help->isOpen());
        QTRY_VERIFY(m_behind->hasFocus());
    }

    void theTextTakesTheFocusWithoutClosing()
    {
        m_help->openAt(u"agents"_s);
        QTest::keyClick(&m_help->edit(), Qt::Key_Tab);
        QVERIFY(browser()->hasFocus());
        browser()->clearFocus();
        m_help->edit().setFocus(Qt::OtherFocusReason);
        QTest::mouseClick(browser()->viewport(), Qt::LeftButton, {}, {300, 300});
        QVERIFY(browser()->hasFocus());
        QVERIFY(m_help->isOpen());
        QTest::keyClick(browser(), Qt::Key_Escape);
        QVERIFY(!m_help->isOpen());
    }

    void typingLeavesThePagesThatHoldTheWords()
    {
        m_help->openAt(u"agents"_s);
        QTest::keyClicks(&m_help->edit(), u"startswith"_s);
        QCOMPARE(m_help->shownPages(), QStringList{u"filters"_s});
        QCOMPARE(browser()->textCursor().selectedText(), u"startswith"_s);
        QTest::keyClicks(&m_help->edit(), u"zzz"_s);
        QVERIFY(m_help->shownPages().isEmpty());
        m_help->edit().clear();
        QCOMPARE(m_help->shownPages().size(), qsizetype(HelpOverlay::pages().size()));
        QVERIFY(text().size() > 200);
    }

    void linksLeadToPagesAndNeverOutOfTheProgram()
    {
        QDesktopServices::setUrlHandler(u"https"_s, this, "noteUrl");
        m_help->openAt(u"events"_s);
        emit browser()->anchorClicked(QUrl(u"filters.md"_s));
        QCOMPARE(m_help->currentPage(), u"filters"_s);
        emit browser()->anchorClicked(QUrl(u"https://example.com/agents.md"_s));
        QCOMPARE(m_help->currentPage(), u"filters"_s);
        QDesktopServices::unsetUrlHandler(u"https"_s);
        QVERIFY(m_opened.isEmpty());
        QVERIFY(!browser()->openExternalLinks());
        QVERIFY(!browser()->openLinks());
    }

    void everyLinkOfEveryPageLeadsToAPage()
    {
        QStringList ids;
        for (const HelpOverlay::Page &page : HelpOverlay::pages())
            ids << page.id + u".md"_s;
        int links = 0;
        for (const HelpOverlay::Page &page : HelpOverlay::pages()) {
            m_help->openAt(page.id);
            for (const QString &link : linksOf(*browser()->document())) {
                ++links;
                QVERIFY2(ids.contains(link), qPrintable(page.id + u": "_s + link));
            }
        }
        QVERIFY(links > 0);
    }

    void pagesTakeTheColoursOfTheTheme_data()
    {
        QTest::addColumn<ThemeName>("name");
        QTest::addRow("dark") << ThemeName::Dark;
        QTest::addRow("light") << ThemeName::Light;
        QTest::addRow("high-contrast") << ThemeName::HighContrast;
    }
    void pagesTakeTheColoursOfTheTheme()
    {
        QFETCH(ThemeName, name);
        m_help->openAt(u"filters"_s);
        m_theme->setName(name); // while it is open
        const QTextTable *table = nullptr;
        for (QTextFrame *frame : browser()->document()->rootFrame()->childFrames()) {
            if (!table)
                table = qobject_cast<QTextTable *>(frame);
        }
        QVERIFY(table);
        QCOMPARE(table->format().borderBrush().color(), theme().palette().line);
        if (const QString folder = qEnvironmentVariable("BINNACLE_SHOTS"); !folder.isEmpty()) {
            for (const HelpOverlay::Page &page : HelpOverlay::pages()) {
                m_help->openAt(page.id);
                (void)m_window->grab().save(
                    u"%1/help-%2-%3.png"_s.arg(folder, themeKey(name), page.id));
            }
        }
    }

private:
    QTextBrowser *browser() const { return m_help->findChild<QTextBrowser *>(); }
    QString text() const { return browser()->toPlainText(); }

    static QStringList linksOf(const QTextDocument &document)
    {
        QStringList result;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            for (auto part = block.begin(); !part.atEnd(); ++part) {
                if (part.fragment().charFormat().isAnchor())
                    result << part.fragment().charFormat().anchorHref();
            }
        }
        return result;
    }

    static QString read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_behind = nullptr;
    HelpOverlay *m_help = nullptr;
    QList<QUrl> m_opened;
};

QTEST_MAIN(TestHelpOverlay)
#include "tst_help_overlay.moc"
