from django import forms

from sandbox import faults
from sandbox.models import Switches

SwitchesForm = forms.modelform_factory(Switches, fields=("review_default", *faults.NAMES))
