#include "tests/support/fake_mesh_feed.h"
#include "ui/mesh/mesh_canvas.h"
#include "ui/mesh/mesh_export.h"
#include "ui/mesh/mesh_painter.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestMeshCanvas : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_theme->setName(ThemeName::Dark);
        fake::MeshFeed feed;
        const Timestamp now = feed.incident() + std::chrono::minutes(40);
        m_picture = *feed.picture({.range = {now - std::chrono::minutes(5), now}}, {}).result();
        m_canvas = std::make_unique<MeshCanvas>();
        m_canvas->resize(900, 560);
        m_canvas->setScene(MeshScene(m_picture, {}));
        (void)m_canvas->grab(); // lays out
    }
    void cleanup() { m_canvas.reset(); }

    void aClickSelectsTheNodeUnderIt()
    {
        QSignalSpy picked(m_canvas.get(), &MeshCanvas::picked);
        QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, middleOfNode("pay", "payments"));
        QCOMPARE(picked.size(), 1);
        QCOMPARE(
            picked[0][0].value<MeshSelection>(), MeshSelection::of(ServiceRef{"pay", "payments"}));
        QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, {2, 2}); // beside everything
        QVERIFY(picked[1][0].value<MeshSelection>().isNone());
    }

    void aDragPansAndSelectsNothing()
    {
        QSignalSpy picked(m_canvas.get(), &MeshCanvas::picked);
        const QPoint before = middleOfNode("shop", "cart");
        QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {300, 300});
        QTest::mouseMove(m_canvas.get(), {330, 310});
        QTest::mouseMove(m_canvas.get(), {400, 340});
        QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {400, 340});
        QCOMPARE(middleOfNode("shop", "cart") - before, QPoint(100, 40));
        QCOMPARE(picked.size(), 0);
    }

    void theWheelZoomsAtThePointer()
    {
        const QPoint at = middleOfNode("shop", "checkout");
        const double before = m_canvas->viewport().scale();
        QWheelEvent wheel(at, m_canvas->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, {},
            Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_canvas.get(), &wheel);
        QVERIFY(m_canvas->viewport().scale() > before * 1.3);
        QVERIFY((middleOfNode("shop", "checkout") - at).manhattanLength() <= 2);
        m_canvas->fit();
        QCOMPARE(m_canvas->viewport().scale(), before);
    }

    void aLassoCatchesWhatItTouches()
    {
        QSignalSpy lassoed(m_canvas.get(), &MeshCanvas::lassoed);
        const QPoint at = middleOfNode("pay", "payments");
        QTest::mousePress(m_canvas.get(), Qt::LeftButton, Qt::ShiftModifier, at - QPoint(8, 8));
        for (const QPoint &step : {QPoint(8, -8), QPoint(8, 8), QPoint(-8, 8)})
            QTest::mouseMove(m_canvas.get(), at + step);
        QVERIFY(!m_canvas->grab().isNull());
        QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, Qt::ShiftModifier, at);
        QCOMPARE(lassoed.size(), 1);
        const auto caught = lassoed[0][0].value<std::vector<std::size_t>>();
        QCOMPARE(caught.size(), 1);
        QCOMPARE(m_canvas->scene().nodes()[caught[0]].id, std::string("pay/payments"));
        QVERIFY(!lassoed[0][1].toBool());
        // Nothing was panned, and what is caught can be seen.
        QCOMPARE(middleOfNode("pay", "payments"), at);
        const QImage before = m_canvas->grab().toImage();
        m_canvas->setMarked({"pay/payments"});
        QVERIFY(m_canvas->grab().toImage() != before);
    }

    void aDoubleClickAsksForTheNeighbourhood()
    {
        QSignalSpy focus(m_canvas.get(), &MeshCanvas::focusRequested);
        QTest::mouseDClick(m_canvas.get(), Qt::LeftButton, {}, middleOfNode("id", "accounts"));
        QCOMPARE(focus.size(), 1);
    }

    void theKeyboardWalksVisitsAndDrillsDown()
    {
        QSignalSpy picked(m_canvas.get(), &MeshCanvas::picked);
        QSignalSpy activated(m_canvas.get(), &MeshCanvas::activated);
        m_canvas->setSelection(MeshSelection::of(ServiceRef{"pay", "payments"}));
        QTest::keyClick(m_canvas.get(), Qt::Key_Right);
        QCOMPARE(picked.last()[0].value<MeshSelection>(),
            MeshSelection::of(ServiceRef{"data", "payments-db"}));
        QVERIFY(m_canvas->accessibleDescription().contains(u"payments-db"_s));
        QTest::keyClick(m_canvas.get(), Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QTest::keyClick(m_canvas.get(), Qt::Key_Tab);
        QVERIFY(picked.last()[0].value<MeshSelection>().isService());
    }

    void paintsInEveryTheme_data()
    {
        QTest::addColumn<int>("name");
        QTest::newRow("dark") << int(ThemeName::Dark);
        QTest::newRow("light") << int(ThemeName::Light);
        QTest::newRow("high contrast") << int(ThemeName::HighContrast);
    }
    void paintsInEveryTheme()
    {
        QFETCH(int, name);
        m_theme->setName(static_cast<ThemeName>(name));
        const QImage shot = m_canvas->grab().toImage();
        const Palette &colors = m_theme->palette();
        QVERIFY(holds(shot, colors.background));
        QVERIFY(holds(shot, colors.critical));
        QVERIFY(holds(shot, colors.ok));
    }

    void everyZoomShowsItsDetail()
    {
        for (const double factor : {0.1, 3.0, 2.0, 1.5, 1.5, 1.5}) {
            m_canvas->zoomBy(factor);
            QVERIFY(holds(m_canvas->grab().toImage(), m_theme->palette().critical));
        }
    }

    // What lies on two tiles must look as if there were none.
    void tilesLeaveNoSeams()
    {
        for (const double factor : {1.0, 1.23, 0.81, 1.5, 1.07}) {
            m_canvas->zoomToWhole();
            m_canvas->zoomBy(factor);
            const double scale = m_canvas->viewport().scale();
            const QImage tiled = m_canvas->grab().toImage();
            QImage whole(tiled.size(), QImage::Format_RGB32);
            whole.fill(m_theme->palette().background);
            QPainter painter(&whole);
            painter.translate(-m_canvas->viewport().visible().topLeft() + QPointF(0.01, 0.01));
            painter.scale(scale, scale);
            paintMesh(painter, m_canvas->scene(), QRectF(-5e3, -5e3, 1e4, 1e4), scale);
            painter.end();
            int different = 0;
            for (int y = 0; y < whole.height() - 150; ++y) { // above the minimap
                for (int x = 0; x < whole.width(); ++x)
                    different += isNear(whole.pixelColor(x, y), tiled.pixelColor(x, y)) ? 0 : 1;
            }
            // A letter may sit a quarter of a pixel off; a torn line of text is hundreds of pixels.
            QVERIFY2(different < 150, qPrintable(u"%1 at %2"_s.arg(different).arg(scale)));
        }
    }

    void aNewPictureReplacesTheOldOneInPlace()
    {
        const QPoint before = middleOfNode("shop", "cart");
        m_canvas->zoomBy(1.5);
        const QPoint zoomed = middleOfNode("shop", "cart");
        const QImage bySlo = m_canvas->grab().toImage();
        m_canvas->setScene(MeshScene(m_picture, {.colour = MeshColour::Mtls}));
        QCOMPARE(middleOfNode("shop", "cart"), zoomed); // nodes never jump
        QVERIFY(before != zoomed);
        QVERIFY(m_canvas->grab().toImage() != bySlo);
    }

    void picturesAreWrittenWholeAndOffTheScreen()
    {
        QTemporaryDir folder;
        m_canvas->zoomBy(4); // what is in view does not matter
        const QString png = folder.filePath(u"mesh.png"_s);
        const Status written = writeImage(png, meshImage(m_canvas->scene())).result();
        QVERIFY(written.has_value());
        const QImage back(png);
        QVERIFY(back.width() > 2'000);
        QVERIFY(holds(back, m_theme->palette().critical));
        const QByteArray svg = meshSvg(m_canvas->scene(), u"prod-eu"_s);
        QVERIFY(svg.contains("payments-db"));
        QVERIFY(writeBytes(folder.filePath(u"mesh.svg"_s), svg).result().has_value());
        const Status refused = writeBytes(folder.filePath(u"no/such/folder.dot"_s), "x").result();
        QVERIFY(!refused.has_value());
    }

private:
    QPoint middleOfNode(const char *ns, const char *name) const
    {
        const auto node = m_canvas->scene().nodeOf(MeshSelection::of(ServiceRef{ns, name})).value();
        return m_canvas->viewport()
            .toWidget(m_canvas->scene().nodes()[node].box.center())
            .toPoint();
    }

    static bool isNear(const QColor &a, const QColor &b)
    {
        return std::abs(a.red() - b.red()) < 24 && std::abs(a.green() - b.green()) < 24
            && std::abs(a.blue() - b.blue()) < 24;
    }

    static bool holds(const QImage &image, const QColor &color)
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (isNear(image.pixelColor(x, y), color))
                    return true;
            }
        }
        return false;
    }

    std::unique_ptr<Theme> m_theme;
    std::shared_ptr<const console::MeshPicture> m_picture;
    std::unique_ptr<MeshCanvas> m_canvas;
};

QTEST_MAIN(TestMeshCanvas)
#include "tst_mesh_canvas.moc"
