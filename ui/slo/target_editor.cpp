#include "ui/slo/target_editor.h"

#include "core/console/on_answer.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// The slider moves over nines: 0 is 90 %, 1000 is 99.99 %, so that each nine has the same room.
constexpr int kSliderSteps = 1'000;

int sliderOf(double availability)
{
    const double nines = -std::log10(std::max(1e-6, (100 - availability) / 100));
    return static_cast<int>(std::lround((nines - 1) / 3 * kSliderSteps));
}

double availabilityOf(int slider)
{
    const double nines = 1 + 3.0 * slider / kSliderSteps;
    return std::round((100 - std::pow(10, 2 - nines)) * 1'000) / 1'000;
}

} // namespace

TargetEditor::TargetEditor(console::SloFeed &slo, QWidget *parent)
    : QFrame(parent)
    , m_slo(slo)
    , m_title(new QLabel)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_availability(new QDoubleSpinBox)
    , m_latency(new QSpinBox)
    , m_effect(new QLabel)
    , m_save(new QPushButton(tr("Save")))
    , m_reset(new QPushButton(tr("Reset to default")))
{
    setObjectName(u"targetEditor"_s);
    setProperty("frame", u"panel"_s);
    build();
    hide();
}

void TargetEditor::build()
{
    m_title->setFont(boldTextFont());
    m_title->setTextFormat(Qt::PlainText);
    m_effect->setTextFormat(Qt::PlainText);
    m_effect->setWordWrap(true);
    m_slider->setRange(0, kSliderSteps);
    m_slider->setAccessibleName(tr("Availability target"));
    m_slider->setMinimumWidth(180);
    m_availability->setDecimals(3);
    m_availability->setRange(0.001, 100);
    m_availability->setSingleStep(0.1);
    m_availability->setSuffix(tr(" %"));
    m_availability->setAccessibleName(tr("Availability target"));
    m_latency->setRange(1, 600'000);
    m_latency->setSuffix(tr(" ms"));
    m_latency->setAccessibleName(tr("p95 latency target"));
    auto *cancel = new QPushButton(tr("Cancel"));
    m_save->setProperty("role", u"primary"_s);

    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_title);
    line->addSpacing(8);
    line->addWidget(new QLabel(tr("Available")));
    line->addWidget(m_slider, 1);
    line->addWidget(m_availability);
    line->addSpacing(8);
    line->addWidget(new QLabel(tr("p95 at most")));
    line->addWidget(m_latency);
    line->addSpacing(8);
    line->addWidget(m_save);
    line->addWidget(m_reset);
    line->addWidget(cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(m_effect);

    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        if (!m_isFilling)
            m_availability->setValue(availabilityOf(value));
    });
    connect(m_availability, &QDoubleSpinBox::valueChanged, this, &TargetEditor::changedByUser);
    connect(m_latency, &QSpinBox::valueChanged, this, &TargetEditor::changedByUser);
    connect(m_save, &QPushButton::clicked, this, &TargetEditor::save);
    connect(m_reset, &QPushButton::clicked, this, &TargetEditor::reset);
    connect(cancel, &QPushButton::clicked, this, [this] {
        hide();
        emit closed();
    });
}

void TargetEditor::edit(const SloSubject &subject, const SloTarget &target, Timestamp at)
{
    m_subject = subject;
    m_target = target;
    m_at = at;
    m_asked.reset();
    m_title->setText(tr("%1, %2").arg(toText(subject.text()), windowText(target.window)));
    m_isFilling = true;
    m_availability->setValue(target.availability);
    m_slider->setValue(sliderOf(target.availability));
    m_latency->setValue(target.p95Latency);
    m_isFilling = false;
    m_reset->setEnabled(!target.isDefault());
    m_effect->clear();
    show();
    m_availability->setFocus();
    askEffect();
}

SloTarget TargetEditor::edited() const
{
    SloTarget target = m_target;
    target.availability = m_availability->value();
    target.p95Latency = m_latency->value();
    return target;
}

QString TargetEditor::effectText() const
{
    return m_effect->text();
}

void TargetEditor::changedByUser()
{
    if (m_isFilling)
        return;
    m_isFilling = true;
    m_slider->setValue(sliderOf(m_availability->value()));
    m_isFilling = false;
    askEffect();
}

void TargetEditor::askEffect()
{
    if (m_asked)
        return; // asked again when the answer is there
    m_asked = edited();
    console::onAnswer(m_slo.effect(m_subject, *m_asked, m_at), this,
        [this](const Result<std::shared_ptr<const TargetEffect>> &effect) {
            const SloTarget asked = *m_asked;
            m_asked.reset();
            const SloTarget wanted = edited();
            if (asked.availability != wanted.availability || asked.p95Latency != wanted.p95Latency)
                return askEffect();
            if (effect)
                showEffect(**effect);
            else
                m_effect->setText(errorLine(effect.error()));
        });
}

void TargetEditor::showEffect(const TargetEffect &effect)
{
    m_effect->setText(
        tr("On the real history of %1: %2 of the budget left, %3; it would have paged %4 and "
           "opened %5.")
            .arg(windowText(effect.target.window), budgetText(effect.budgetRemaining),
                sloStatusText(effect.status), tr("%n time(s)", nullptr, effect.pages),
                tr("%n ticket(s)", nullptr, effect.tickets)));
}

void TargetEditor::save()
{
    console::onAnswer(m_slo.setTarget(edited()), this, [this](const Status &status) {
        if (!status) {
            m_effect->setText(errorLine(status.error()));
            return;
        }
        hide();
        emit closed();
    });
}

void TargetEditor::reset()
{
    console::onAnswer(m_slo.resetTarget(m_target), this, [this](const Status &status) {
        if (!status) {
            m_effect->setText(errorLine(status.error()));
            return;
        }
        hide();
        emit closed();
    });
}

} // namespace binnacle::ui
