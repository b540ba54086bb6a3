#include "ui/mesh/mesh_stage.h"

#include "ui/mesh/mesh_canvas.h"
#include "ui/mesh/mesh_legend.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 10;
constexpr int kBusyHeight = 2;
constexpr int kBusyStepMs = 40;
constexpr std::chrono::milliseconds kQuietFor{100};

// A short piece that runs along the top edge.
class BusyLine final : public QWidget
{
public:
    explicit BusyLine(QWidget *parent)
        : QWidget(parent)
    {
        setAccessibleName(MeshStage::tr("Loading"));
        m_step.setInterval(kBusyStepMs);
        connect(&m_step, &QTimer::timeout, this, [this] {
            m_at = (m_at + 3) % 100;
            update();
        });
    }

protected:
    void showEvent(QShowEvent *event) override
    {
        if (!theme().reducesMotion())
            m_step.start();
        QWidget::showEvent(event);
    }
    void hideEvent(QHideEvent *event) override
    {
        m_step.stop();
        QWidget::hideEvent(event);
    }
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (theme().reducesMotion()) // stands still over the whole edge
            return painter.fillRect(rect(), theme().palette().accent);
        const double left = width() * m_at / 100.0 - width() * 0.2;
        painter.fillRect(QRectF(left, 0, width() * 0.2, height()), theme().palette().accent);
    }

private:
    QTimer m_step;
    int m_at = 0;
};

} // namespace

MeshStage::MeshStage(QWidget *parent)
    : QWidget(parent)
    , m_canvas(new MeshCanvas(this))
    , m_caption(new QLabel(this))
    , m_clusters(new QToolButton(this))
    , m_hidden(new QPushButton(this))
    , m_legendButton(new QPushButton(tr("Legend"), this))
    , m_legend(new MeshLegend(this))
    , m_message(new QLabel(this))
    , m_busy(new BusyLine(this))
{
    setObjectName(u"meshStage"_s);
    m_caption->setObjectName(u"meshCaption"_s);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setFont(smallFont());
    m_caption->setProperty("tone", u"muted"_s);
    m_caption->setProperty("frame", u"panel"_s); // readable where the graph lies below it
    m_caption->setContentsMargins(4, 2, 4, 2);
    m_caption->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_clusters->setObjectName(u"meshClusterChoice"_s);
    m_clusters->setPopupMode(QToolButton::InstantPopup);
    m_clusters->setMenu(new QMenu(m_clusters));
    m_clusters->setToolTip(tr("A mesh is about one cluster: choose which"));
    m_clusters->hide();
    m_hidden->setObjectName(u"meshHidden"_s);
    m_hidden->hide();
    m_legendButton->setObjectName(u"meshLegendButton"_s);
    m_legendButton->setCheckable(true);
    m_legendButton->setFont(smallFont());
    m_legend->hide();
    m_message->setTextFormat(Qt::PlainText);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setProperty("tone", u"muted"_s);
    m_message->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_message->hide();
    m_busy->hide();
    m_busySoon.setSingleShot(true);
    m_busySoon.setInterval(kQuietFor);
    connect(&m_busySoon, &QTimer::timeout, m_busy, &QWidget::show);
    connect(m_legendButton, &QPushButton::toggled, this, [this](bool isOpen) {
        m_legend->setVisible(isOpen);
        place();
    });
    connect(m_hidden, &QPushButton::clicked, this, &MeshStage::showHiddenWanted);
    setFocusProxy(m_canvas);
}

void MeshStage::setCaption(const QString &text)
{
    m_caption->setText(text);
    place();
}

void MeshStage::setClusterChoice(const QString &text, const QStringList &clusters)
{
    m_clusters->setVisible(!text.isEmpty());
    if (!text.isEmpty() && !m_clusters->menu()->isVisible()) {
        m_clusters->setText(text + u" ▾"_s);
        m_clusters->menu()->clear();
        for (const QString &cluster : clusters) {
            m_clusters->menu()->addAction(
                cluster, this, [this, cluster] { emit clusterWanted(cluster); });
        }
    }
    place();
}

void MeshStage::setHidden(const QString &text)
{
    m_hidden->setText(text);
    m_hidden->setVisible(!text.isEmpty());
    place();
}

void MeshStage::setMessage(const QString &text)
{
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}

void MeshStage::setColour(MeshColour colour)
{
    m_legend->setColour(colour);
    place();
}

void MeshStage::setLoading(bool isLoading)
{
    if (!isLoading) {
        m_busySoon.stop();
        m_busy->hide();
    } else if (!m_busy->isVisibleTo(this) && !m_busySoon.isActive()) {
        m_busySoon.start();
    }
}

bool MeshStage::closeLegend()
{
    const bool wasOpen = m_legendButton->isChecked();
    m_legendButton->setChecked(false);
    return wasOpen;
}

void MeshStage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void MeshStage::place()
{
    m_canvas->setGeometry(rect());
    m_message->setGeometry(rect());
    m_busy->setGeometry(0, 0, width(), kBusyHeight);
    int x = kMargin;
    if (m_clusters->isVisibleTo(this)) {
        m_clusters->setGeometry({QPoint(x, kMargin - 2), m_clusters->sizeHint()});
        x += m_clusters->width() + kMargin;
    }
    const QSize caption = m_caption->sizeHint();
    m_caption->setGeometry(x, kMargin,
        std::min(caption.width(), std::max(width() - x - kMargin, 0)), caption.height());
    const QSize button = m_legendButton->sizeHint();
    const int bottom = height() - kMargin - button.height();
    m_legendButton->setGeometry({QPoint(kMargin, bottom), button});
    m_legend->resize(m_legend->sizeHint());
    m_legend->move(kMargin, bottom - m_legend->height() - 6);
    m_hidden->setGeometry(
        {QPoint(kMargin + button.width() + 8, height() - kMargin - m_hidden->sizeHint().height()),
            m_hidden->sizeHint()});
}

} // namespace binnacle::ui
